// Declarations in canonical form: documents, readings and the vocabulary.
#include "base/utf8.h"
#include "syntax/printer.h"
#include "text/forms.h"

namespace zhidui::syntax {

namespace {

std::string joined(const std::vector<Line>& lines) {
  std::string out;
  for (const Line& line : lines) out += indented(line) + "\n";
  return out;
}

}  // namespace

std::string Printer::level(const Word& word) const {
  if (translate == nullptr) return word.text;
  for (const LevelText& known : kLevels) {
    if (word.text == known.zh || word.text == known.en) return std::string(language == text::Language::en ? known.en : known.zh);
  }
  return word.text;
}

void Printer::operator()(const Document& d) {
  header(key(Keyword::document) + " " + text(d.number) + " " + name(d.name), d.span.begin);
  text_statement(Keyword::title, d.title);
  text_statement(Keyword::organ, d.organ);
  if (!d.level.text.empty()) statement(Keyword::level, level(d.level), d.level.span.begin);
  text_statement(Keyword::region, d.region);
  statement(Keyword::state, key(d.draft ? Keyword::draft : Keyword::in_force), kNowhere);
  if (d.published) statement(Keyword::published, bound(*d.published), d.published->span.begin);
  statement(Keyword::effective, d.effective);
  statement(Keyword::expires, d.expires);
  if (d.never_expires) statement(Keyword::expires, key(Keyword::never), kNowhere);
  statement(Keyword::validity_by, d.validity_by);
  texts_statement(Keyword::supersedes, d.supersedes);
  text_statement(Keyword::decided_by, d.decider);
  clauses(d.clauses);
}

void Printer::other_document(Keyword declaration, const OtherDocument& d) {
  header(key(declaration) + " " + text(d.number) + " " + name(d.name), d.span.begin);
  text_statement(Keyword::title, d.title);
  text_statement(Keyword::organ, d.organ);
  if (!d.level.text.empty()) statement(Keyword::level, level(d.level), d.level.span.begin);
  if (d.effective) statement(Keyword::effective, bound(*d.effective), d.effective->span.begin);
  if (d.expires) statement(Keyword::expires, bound(*d.expires), d.expires->span.begin);
}

void Printer::operator()(const MissingDocument& d) {
  other_document(Keyword::missing_document, d);
  clauses(d.clauses);
}

void Printer::operator()(const LaterDocument& d) {
  other_document(Keyword::later_document, d);
  text_statement(Keyword::by_authority, d.authority);
  for (const Supersedes& one : d.supersedes) {
    std::string rest = one.all_measures ? key(Keyword::all) : words(one.measures);
    if (!one.now.text.empty()) rest += " " + text(one.now);
    if (one.when.present()) rest += " " + key(Keyword::when) + " " + expr(one.when);
    statement(one.perhaps ? Keyword::may_supersede : Keyword::supersedes, rest, one.span.begin);
  }
}

void Printer::operator()(const Reading& d) {
  header(key(Keyword::reading) + " " + word(d.code) + " " + text(d.question), d.span.begin);
  clauses(d.clauses);
  for (const Alternative& row : d.alternatives) {
    items.push_back({row.label.span.begin, {Line{1, word(row.label) + ": " + text(row.meaning), row.label.span.begin}}});
  }
  switch (d.adoption) {
    case Adoption::left_open: return statement(Keyword::left_open, "", kNowhere);
    case Adoption::house_default: return statement(Keyword::by_default, word(d.adopted), d.adopted.span.begin);
    case Adoption::authority: break;
  }
  const std::string date = d.authority_date ? " " + d.authority_date->to_string() : std::string();
  statement(Keyword::by_authority, word(d.adopted) + " " + text(d.authority_document) + " " + text(d.authority_organ) + date,
            d.adopted.span.begin);
}

void Printer::operator()(const Convention& d) {
  sourced(key(Keyword::convention) + " " + name(d.name) + " =", d.value, d.source, "", d.span.begin);
}

std::string Printer::type(const TypeExpr& type) const {
  switch (type.kind) {
    case TypeExpr::Kind::boolean: return key(Keyword::bool_type);
    case TypeExpr::Kind::count: return key(Keyword::count_type) + " " + type.unit;
    case TypeExpr::Kind::money: return key(Keyword::amount);
    case TypeExpr::Kind::ratio: return key(Keyword::ratio_type);
    case TypeExpr::Kind::date: return key(Keyword::date_type);
    case TypeExpr::Kind::year: return key(Keyword::year_type);
    case TypeExpr::Kind::text: return key(Keyword::text_type);
    case TypeExpr::Kind::word: return word(type.word);
    case TypeExpr::Kind::list: return word(type.word) + " " + key(Keyword::list_type);
    case TypeExpr::Kind::set: return key(Keyword::set_type) + " " + word(type.word);
    case TypeExpr::Kind::enumeration: break;
    case TypeExpr::Kind::missing: return {};
  }
  std::string members;
  for (const Name& member : type.members) members += (members.empty() ? "" : std::string(separator())) + name(member);
  return "{" + members + "}";
}

std::string Printer::field(const Field& field) const {
  std::string line = name(field.name);
  if (field.type.kind != TypeExpr::Kind::missing) line += ": " + type(field.type);
  if (field.computed.present()) line += " = " + expr(field.computed);
  if (field.low.present()) {
    line += " " + key(Keyword::range) + " " + expr(field.low, Binding::sum, Follow::to) + " " + key(Keyword::to) + " " +
            expr(field.high, Binding::sum);
  }
  const auto flag = [&](bool set, Keyword keyword) {
    if (set) line += " " + key(keyword);
  };
  const auto note = [&](const Text& one, Keyword keyword) {
    if (!one.text.empty()) line += " " + key(keyword) + " " + text(one);
  };
  flag(field.key, Keyword::key), flag(field.occurs_on, Keyword::occurs_on), flag(field.dated, Keyword::dated);
  flag(field.decided, Keyword::decided), flag(field.personal, Keyword::personal);
  note(field.voucher, Keyword::voucher), note(field.note, Keyword::note);
  return line;
}

void Printer::operator()(const Record& d) {
  header(key(Keyword::record) + " " + name(d.name) + (d.label.text.empty() ? "" : " " + text(d.label)), d.span.begin);
  for (const Field& row : d.fields) statement(Keyword::field, field(row), row.span.begin);
}

// Rows of a code table are one to a line; where a code could be taken for a keyword, braces say that it is none.
void Printer::operator()(const Codes& d) {
  header(key(Keyword::codes) + " " + name(d.name) + (d.label.text.empty() ? "" : " " + text(d.label)), d.span.begin);
  bool braces = d.rows.size() == 1;
  for (const CodeRow& row : d.rows) {
    const Keyword keyword = find_keyword(row.code.text);
    braces = braces || keyword == Keyword::source || keyword == Keyword::clause || is_declaration(keyword);
  }
  std::vector<Line> rows;
  for (const CodeRow& row : d.rows) {
    const std::string parent = row.parent.text.empty() ? "" : " " + key(Keyword::in_op) + " " + row.parent.text;
    rows.push_back({1, row.code.text + " " + name(row.name) + parent, row.code.span.begin});
  }
  if (braces) {
    lines.back().text = braced({lines.back().text, rows});
  } else {
    lines.insert(lines.end(), rows.begin(), rows.end());
  }
  text_statement(Keyword::source, d.source);
}

void Printer::operator()(const Definition& d) {
  std::string head = key(Keyword::definition) + " " + name(d.name);
  std::string parameters;
  for (const Parameter& parameter : d.parameters) {
    parameters += (parameters.empty() ? "" : ", ") + word(parameter.name) + ": " + type(parameter.type);
  }
  if (!parameters.empty()) head += "(" + parameters + ")";
  if (d.type.kind != TypeExpr::Kind::missing) head += ": " + type(d.type);
  std::string validity;
  if (d.valid_from) {
    validity = key(Keyword::valid) + " " + d.valid_from->to_string() + " " + key(Keyword::to) + " " +
               (d.valid_to ? d.valid_to->to_string() : key(Keyword::never));
  }
  sourced(head + " =", d.value, d.source, validity, d.span.begin);
  clauses(d.clauses);
  embodied(d.embodied);
}

void Printer::operator()(const Statistic& d) {
  const std::string head = key(Keyword::statistic) + " " + name(d.name) + " " + key(Keyword::for_record) + " " + word(d.record) + " " +
                           key(Keyword::by) + " " + key(Keyword::year_type) + " =";
  sourced(head, d.value, {}, "", d.span.begin);
}

void Printer::operator()(const Series& d) {
  const Keyword by = d.key == SeriesKey::day ? Keyword::date_type : d.key == SeriesKey::month ? Keyword::month_type : Keyword::year_type;
  const std::string range =
      d.low.present() ? key(Keyword::range) + " " + expr(d.low) + " " + key(Keyword::to) + " " + expr(d.high) + " " : "";
  header(key(Keyword::series) + " " + name(d.name) + ": " + type(d.type) + " " + range + key(Keyword::by) + " " + key(by), d.span.begin);
  for (const SeriesRow& row : d.rows) lines.push_back({1, row.key + ": " + expr(row.value), row.span.begin});
  text_statement(Keyword::source, d.source);
}

// Forms and their parts are words of the language, not of the vocabulary.
std::string Printer::form_rule(const FormRule& rule) const {
  const auto form = text::find_form(rule.form.text);
  const bool en = language == text::Language::en;
  const auto own = [&](std::string_view zh, std::string_view id, const Word& one) {
    const bool translates = translate != nullptr && (one.text == zh || one.text == id);
    return translates ? std::string(en ? id : zh) : one.text;
  };
  const text::FormText* known = form ? &text::form_text(*form) : nullptr;
  std::string out = word(rule.field) + " " + key(Keyword::by) + " " + (known ? own(known->zh, known->id, rule.form) : rule.form.text);
  if (rule.part.text.empty()) return out;
  return out + " " + key(Keyword::of) + " " + (known ? own(known->part.zh, known->part.id, rule.part) : rule.part.text) + " " +
         key(Keyword::agrees_with) + " " + word(rule.agrees_with);
}

void Printer::operator()(const Check& d) {
  header(key(Keyword::check) + " " + name(d.name) + " " + key(Keyword::for_record) + " " + word(d.record), d.span.begin);
  statement(Keyword::condition, d.when);
  statement(Keyword::required, d.required);
  if (d.form) statement(Keyword::form, form_rule(*d.form), d.form->span.begin);
  if (d.doubtful) statement(Keyword::doubtful, "", kNowhere);
  text_statement(Keyword::note, d.note);
  text_statement(Keyword::source, d.source);
}

void Printer::operator()(const Typed& d) {
  static constexpr Keyword kKeywords[] = {Keyword::task,        Keyword::mechanism,    Keyword::target,  Keyword::fund,
                                          Keyword::supervision, Keyword::supersession, Keyword::validity};
  const std::string keyword = key(kKeywords[static_cast<std::size_t>(d.kind)]);
  header(keyword + (d.name.text.empty() ? "" : " " + word(d.name)), d.span.begin);
  clauses(d.clauses);
  embodied(d.embodied);
  texts_statement(Keyword::responsible, d.responsible);
  text_statement(Keyword::indicator, d.indicator);
  if (d.goal) {
    const std::string sign(sign_of(d.goal->comparison));
    statement(Keyword::goal, sign + " " + expr(d.goal->value, Binding::sum), file.expr(d.goal->value).span.begin);
  }
  statement(Keyword::due, d.due);
  statement(Keyword::size, d.size);
  text_statement(Keyword::note, d.note);
}

void Printer::operator()(const Departments& d) {
  header(key(Keyword::departments) + " " + d.path.text, d.span.begin);
  clauses(d.clauses);
  for (const Text& quotation : d.quotations) text_statement(Keyword::quoted, quotation);
  texts_statement(Keyword::unit_names, d.units);
  texts_statement(Keyword::standing, d.standing);
}

void Printer::operator()(const NoEffect& d) {
  std::string line = key(Keyword::no_effect) + " " + text(d.reason);
  std::string one_line = line;
  for (const Text& quotation : d.quotations) one_line += " " + key(Keyword::quoted) + " " + text(quotation);
  if (base::display_width(one_line) <= kLineWidth) return header(std::move(one_line), d.span.begin);
  header(std::move(line), d.span.begin);
  for (const Text& quotation : d.quotations) statement(Keyword::quoted, text(quotation), quotation.span.begin);
}

std::vector<Line> print_lines(const File& file, std::size_t block, text::Language language, Translate translate, const void* context,
                              const text::SourceSet* sources) {
  Printer printer{
      .file = file, .language = language, .translate = translate, .context = context, .sources = sources, .items = {}, .lines = {}};
  for (std::size_t i = 0; i < file.declarations.size(); ++i) {
    if (file.block_of[i] != block) continue;
    std::visit(printer, file.declarations[i]);
    printer.finish();
  }
  return std::move(printer.lines);
}

std::string print(const File& file, std::size_t block, text::Language language, Translate translate, const void* context) {
  return joined(print_lines(file, block, language, translate, context));
}

}  // namespace zhidui::syntax
