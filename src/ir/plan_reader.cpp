#include "ir/plan_reader.h"

#include "base/json.h"
#include "ir/names.h"
#include "ir/walk.h"

namespace zhidui::ir {

namespace {

bool is_sign(char c) { return c == '(' || c == ')' || c == '{' || c == '}'; }

std::optional<base::Rational::Int> digits(std::string_view text) {
  if (text.empty() || text.size() > 37) return std::nullopt;
  base::Rational::Int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<base::Rational> fraction(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t slash = text.find('/');
  const auto num = digits(text.substr(0, slash));
  const auto den = slash == std::string_view::npos ? std::optional<base::Rational::Int>(1) : digits(text.substr(slash + 1));
  if (!num || !den || *den == 0) return std::nullopt;
  return base::Rational::of(negative ? -*num : *num, *den);
}

// "…" with its marks; `end` becomes the offset behind it.
std::optional<std::string> quoted_at(std::string_view line, std::size_t begin, std::size_t& end) {
  end = begin + 1;
  while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2 : 1;
  if (end >= line.size()) return std::nullopt;
  ++end;
  const auto parsed = base::parse_json(line.substr(begin, end - begin));
  const auto* value = std::get_if<base::JsonValue>(&parsed);
  if (!value || !value->as_string()) return std::nullopt;
  return *value->as_string();
}

}  // namespace

const std::string LineReader::kNone;

LineReader::LineReader(std::string_view line) {
  std::size_t i = 0;
  while (i < line.size()) {
    if (line[i] == ' ') {
      ++i;
    } else if (line[i] == '"') {
      std::size_t end = 0;
      auto text = quoted_at(line, i, end);
      if (!text) {
        fail("a quotation that does not end");
        return;
      }
      words_.push_back({std::move(*text), true});
      i = end;
    } else if (is_sign(line[i])) {
      words_.push_back({std::string(1, line[i++]), false});
    } else {
      const std::size_t begin = i;
      while (i < line.size() && line[i] != ' ' && line[i] != '"' && !is_sign(line[i])) ++i;
      words_.push_back({std::string(line.substr(begin, i - begin)), false});
    }
  }
}

void LineReader::fail(std::string message) {
  if (message_.empty()) message_ = std::move(message);
}

bool LineReader::take(std::string_view expected) {
  if (done() || words_[at_].is_quoted || words_[at_].text != expected) return false;
  ++at_;
  return true;
}

void LineReader::expect(std::string_view expected) {
  if (!take(expected)) fail("expected " + std::string(expected) + ", found " + (done() ? "the end of the line" : peek()));
}

std::string LineReader::text() {
  if (done()) {
    fail("a word is missing");
    return {};
  }
  return words_[at_++].text;
}

std::int64_t LineReader::integer() {
  const std::string word = text();
  const auto value = fraction(word);
  const bool fits = value && value->is_integer() && -base::Rational(INT64_MAX) <= *value && *value <= base::Rational(INT64_MAX);
  if (!fits) fail("no whole number: " + word);
  return fits ? value->to_int64() : 0;
}

std::uint32_t LineReader::number() {
  const std::int64_t value = integer();
  if (value < 0 || value > UINT32_MAX) fail("a number out of range");
  return static_cast<std::uint32_t>(value);
}

std::uint32_t LineReader::prefixed(char prefix) {
  const std::string word = text();
  const auto value = word.size() > 1 && word[0] == prefix ? digits(std::string_view(word).substr(1)) : std::nullopt;
  if (!value || *value >= UINT32_MAX) {
    fail(std::string("expected ") + prefix + " and a number, found " + word);
    return 0;
  }
  return static_cast<std::uint32_t>(*value);
}

base::Rational LineReader::rational(const Type& type) {
  const std::string word = text();
  if (type.kind == TypeKind::date) {
    if (const auto day = base::Date::parse(word)) return day->days;
  }
  const auto value = fraction(word);
  if (!value) fail("no number: " + word);
  return value.value_or(base::Rational(0));
}

base::Date LineReader::date() {
  const std::string word = text();
  const auto day = base::Date::parse(word);
  if (!day) fail("no date: " + word);
  return day.value_or(base::Date{});
}

std::uint32_t LineReader::reference(const References& table) {
  const std::string word = text();
  const auto index = table.find(word);
  if (!index) fail("no such name: " + word);
  return index.value_or(0);
}

Type read_type(LineReader& line, const PlanNames& names) {
  Type type;
  const std::string word = line.text();
  const auto kind = parse_name(word, type_kind_name, TypeKind::list);
  if (!kind) {
    line.fail("no type: " + word);
    return type;
  }
  type.kind = *kind;
  switch (type.kind) {
    case TypeKind::count:
      if (!line.take("-")) type.unit.value = line.reference(names.units);
      break;
    case TypeKind::enumeration:
    case TypeKind::set: type.enumeration.value = line.reference(names.enumerations); break;
    case TypeKind::record:
    case TypeKind::list: type.record.value = line.reference(names.records); break;
    default: break;
  }
  return type;
}

namespace {

class NodeReader {
 public:
  NodeReader(LineReader& line, const PlanNames& names, const Block& block) : line_(line), names_(names), block_(block) {}

  Node run() {
    const std::string name = line_.text();
    const auto op = parse_name(name, op_name, Op::statistic);
    if (!op) {
      line_.fail("no operation: " + name);
      return node_;
    }
    node_.op = *op;
    node_.type = read_type(line_, names_);
    if (line_.take("(")) {
      while (!line_.failed() && !line_.take(")")) operand();
    }
    if (!line_.failed()) payload();
    if (is_number(node_.type.kind)) bounds();
    if (!line_.done()) line_.fail("more than expected: " + line_.peek());
    return std::move(node_);
  }

 private:
  void operand() {
    const NodeId id = line_.node();
    if (id.value >= block_.nodes.size()) line_.fail("an operand stands after its user");
    node_.operands.push_back(id);
  }

  void bounds() {
    line_.expect("in");
    node_.bounds.lo_unbounded = line_.take("-∞");
    if (!node_.bounds.lo_unbounded) node_.bounds.lo = line_.rational(node_.type);
    node_.bounds.hi_unbounded = line_.take("∞");
    if (!node_.bounds.hi_unbounded) node_.bounds.hi = line_.rational(node_.type);
  }

  const Type* operand_type(std::size_t i) {
    if (i >= node_.operands.size()) {
      line_.fail("an operand is missing");
      return nullptr;
    }
    return &block_.nodes[node_.operands[i].value].type;
  }

  std::vector<std::uint32_t> members(const Type* type) {
    std::vector<std::uint32_t> out;
    line_.expect("{");
    const bool known = type && type->enumeration.value < names_.members.size();
    if (!known) line_.fail("members of what is no enumeration");
    while (!line_.failed() && !line_.take("}")) out.push_back(line_.reference(names_.members[type->enumeration.value]));
    return out;
  }

  void constant() {
    switch (node_.type.kind) {
      case TypeKind::boolean: {
        const bool value = line_.take("true");
        if (!value) line_.expect("false");
        node_.value = outcome::Value::boolean(value);
        return;
      }
      case TypeKind::enumeration: {
        const std::vector<std::uint32_t> one = members(&node_.type);
        if (one.size() == 1) node_.value = outcome::Value::choice(one[0]);
        else line_.fail("a constant has one value");
        return;
      }
      case TypeKind::set: {
        const outcome::IndexSet set{false, members(&node_.type)};
        node_.value = outcome::Value::set_of(set, set, {});
        return;
      }
      case TypeKind::text: node_.value = outcome::Value::text_of(line_.text()); return;
      case TypeKind::record:
      case TypeKind::list: return line_.fail("no record is a constant");
      default: node_.value = outcome::Value::number(line_.rational(node_.type)); return;
    }
  }

  void field() {
    const Type* record = operand_type(0);
    if (!record || record->record.value >= names_.fields.size()) return line_.fail("a field of what is no record");
    node_.record = record->record;
    node_.field.value = line_.reference(names_.fields[record->record.value]);
  }

  void tiers() {
    while (!line_.done() && line_.peek() != "in") {
      const std::string sign = line_.text();
      bool known = false;
      for (const Op op : {Op::le, Op::lt, Op::eq}) {
        for (const bool greater : {true, false}) {
          if (known || tier_sign(op, greater) != sign) continue;
          node_.signs.push_back({op, greater});
          known = true;
        }
      }
      if (!known) return line_.fail("no sign of a tier: " + sign);
    }
  }

  void match() {
    while (line_.take("{")) {
      std::vector<std::uint32_t>& row = node_.keys.emplace_back();
      while (!line_.failed() && !line_.take("}")) {
        const Type* subject = operand_type(row.size());
        if (!subject || subject->enumeration.value >= names_.members.size()) return line_.fail("a row that is too long");
        row.push_back(line_.reference(names_.members[subject->enumeration.value]));
      }
    }
  }

  template <class Enum, class NameOf>
  Enum named(NameOf name_of, Enum last) {
    const std::string word = line_.text();
    const auto value = parse_name(word, name_of, last);
    if (!value) line_.fail("no such word: " + word);
    return value.value_or(Enum{});
  }

  void payload() {
    switch (node_.op) {
      case Op::constant: return constant();
      case Op::row: node_.rows.value = line_.prefixed('@'); return;
      case Op::field:
      case Op::field_on: return field();
      case Op::clock: node_.clock = named(clock_name, Clock::known); return;
      case Op::document_date:
        node_.document.value = line_.reference(names_.documents);
        node_.doc_date = named(doc_date_name, DocDate::replaces);
        return;
      case Op::series: node_.series.value = line_.reference(names_.series); return;
      case Op::member:
      case Op::overlaps: node_.members = members(operand_type(0)); return;
      case Op::rounded:
        node_.step = line_.rational({TypeKind::ratio, {}, {}, {}});
        node_.rounding = named(rounding_name, base::Rounding::up);
        return;
      case Op::tiers: return tiers();
      case Op::match: return match();
      case Op::cases: node_.has_otherwise = line_.take("otherwise"); return;
      case Op::reading: node_.reading.value = line_.reference(names_.readings); return;
      case Op::statistic: node_.statistic.value = line_.reference(names_.statistics); return;
      default: break;
    }
    if (!is_aggregate(node_.op)) return;
    node_.rows.value = line_.prefixed('@');
    node_.has_where = line_.take("where");
    node_.has_distinct = line_.take("distinct");
  }

  LineReader& line_;
  const PlanNames& names_;
  const Block& block_;
  Node node_;
};

}  // namespace

Node read_node(LineReader& line, const PlanNames& names, const Block& block) { return NodeReader(line, names, block).run(); }

}  // namespace zhidui::ir
