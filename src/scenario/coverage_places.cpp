// What there is to show. Counted is what an explanation reaches: not the filters of aggregates, not computed fields, not
// fact dates and keys.
#include "scenario/coverage_places.h"

#include <algorithm>
#include <set>

#include "base/utf8.h"

namespace zhidui::scenario {

namespace {

using ir::Op;

constexpr std::size_t kWordsLimit = 40;  // code points of a line that stand for a place

bool within(const text::Span& inner, const text::Span& outer) {
  return inner.file == outer.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

std::string shortened(std::string_view text) {
  std::string out;
  for (std::size_t offset = 0, count = 0; offset < text.size(); ++count) {
    if (count == kWordsLimit) return out + "…";
    const std::size_t length = base::decode(text, offset).length;
    out += text.substr(offset, length);
    offset += length;
  }
  return out;
}

Side side(std::string id, std::string zh, std::string en) { return {std::move(id), std::move(zh), std::move(en), {}, 0, ""}; }

std::vector<Side> held_or_not() { return {side("true", "满足", "holds"), side("false", "不满足", "fails")}; }

class Builder {
 public:
  explicit Builder(const engine::Policy& policy) : policy_(policy), program_(policy.program) {
    for (const ir::Document& document : program_.documents) {
      if (!document.missing) files_.insert(document.span.file.value);
    }
  }

  Places run() {
    add_documents();
    add_readings();
    for (std::uint32_t i = 0; i < program_.measures.size(); ++i) add_measure(i);
    for (std::uint32_t i = 0; i < program_.settlements.size(); ++i) add_settlement(i);
    return std::move(out_);
  }

 private:
  // The construct at hand, while its expressions are walked.
  struct Home {
    std::size_t section = 0;
    text::Span span;        // of the construct, or of its condition
    std::string_view name;  // of the definition whose body is walked
  };

  std::string words(const text::Span& span) const {
    std::string_view all = policy_.sources.slice(span);
    all = all.substr(0, all.find('\n'));
    const std::size_t last = all.find_last_not_of(" \t\r");
    return shortened(all.substr(0, last == std::string_view::npos ? 0 : last + 1));
  }

  std::vector<std::string> paths(const std::vector<ir::ClauseId>& clauses) const {
    std::vector<std::string> out;
    for (const ir::ClauseId id : clauses) {
      const std::string& path = program_.clauses[id.value].path;
      if (std::find(out.begin(), out.end(), path) == out.end()) out.push_back(path);
    }
    return out;
  }

  std::size_t section(SectionKind kind, std::string name, std::vector<std::string> clauses, text::Span span) {
    const std::string key = std::string(section_kind_id(kind)) + " " + name + " " + (clauses.empty() ? "" : clauses.front());
    const auto [it, is_new] = sections_.emplace(std::pair{span.file.value, key}, out_.sections.size());
    if (is_new) out_.sections.push_back({kind, std::move(name), std::move(clauses), span, {}});
    return it->second;
  }

  PointIndex point(std::size_t section, PointKind kind, std::string words, text::Span span, std::vector<Side> sides) {
    const auto [it, is_new] = points_.emplace(std::tuple{kind, span.file.value, span.begin, span.end}, out_.points.size());
    if (!is_new) return it->second;
    for (Side& each : sides) {
      if (each.span == text::Span{}) each.span = span;
    }
    out_.points.push_back({kind, std::move(words), span, std::move(sides)});
    out_.section_of.push_back(section);
    return it->second;
  }

  void add_documents() {
    for (std::uint32_t i = 0; i < program_.documents.size(); ++i) {
      const ir::Document& document = program_.documents[i];
      if (document.missing) continue;
      std::vector<Side> sides{side("before", "施行以前", "before"), side("in", "施行期间", "in force")};
      if (document.expires.present()) sides.push_back(side("after", "失效以后", "after"));
      const std::size_t home = section(SectionKind::document, document.name.zh, {}, document.span);
      out_.forces[i] = point(home, PointKind::force, document.number, document.span, std::move(sides));
    }
  }

  void add_readings() {
    for (std::uint32_t i = 0; i < program_.readings.size(); ++i) {
      const ir::Reading& reading = program_.readings[i];
      if (!reading.document.present()) continue;
      std::vector<Side> sides;
      for (const ir::Alternative& alternative : reading.alternatives) {
        sides.push_back(side(alternative.label.zh, alternative.label.zh, alternative.label.id));
      }
      const std::size_t home = section(SectionKind::reading, reading.code, {}, reading.span);
      out_.readings[i] = point(home, PointKind::reading, reading.code, reading.span, std::move(sides));
    }
  }

  void add_measure(std::uint32_t index) {
    const ir::Measure& measure = program_.measures[index];
    const std::size_t own = section(SectionKind::measure, measure.name.zh, paths(measure.clauses), measure.span);
    const Home home{own, measure.span, {}};
    add_conditions(index, outcome::Stage::subject, measure.subjects, home);
    add_conditions(index, outcome::Stage::condition, measure.conditions, home);
    if (measure.amount && measure.amount->kind == ir::AmountKind::computed) walk(measure.amount->value, home);
    for (std::uint32_t i = 0; i < measure.exceptions.size(); ++i) {
      const ir::Exception& exception = measure.exceptions[i];
      out_.exceptions[{index, i}] = point(own, PointKind::exception, exception.name, exception.span,
                                          {side("applies", "适用", "applies"), side("not", "不适用", "does not apply")});
      if (exception.amount.kind == ir::AmountKind::computed) walk(exception.amount.value, home);
    }
    if (!measure.round) return;
    std::vector<Side> sides;
    for (const ir::Place& place : measure.round->places) sides.push_back(side("won " + place.name.id, place.name.zh, place.name.id));
    sides.push_back(side("lost", "未入选", "lost"));
    sides.push_back(side("tie", "并列", "tie"));
    out_.rounds[index] = point(own, PointKind::round, words(measure.round->span), measure.round->span, std::move(sides));
  }

  void add_conditions(std::uint32_t measure, outcome::Stage stage, const std::vector<ir::Condition>& conditions, const Home& own) {
    for (std::uint32_t i = 0; i < conditions.size(); ++i) {
      const ir::Condition& condition = conditions[i];
      if (!files_.contains(condition.span.file.value)) continue;
      Home home = own;
      if (!within(condition.span, own.span)) {  // of a 通则, which has no place of its own in the program
        const std::vector<std::string> clauses = paths(condition.clauses);
        home = {section(SectionKind::general, "", clauses, condition.span), condition.span, {}};
      }
      const PointKind kind = stage == outcome::Stage::subject ? PointKind::subject : PointKind::condition;
      const std::string name = condition.label.empty() ? words(condition.span) : "「" + condition.label + "」";
      out_.conditions[{measure, stage, i}] = point(home.section, kind, name, condition.span, held_or_not());
      const Op op = program_.expr(condition.value).op;
      if (op == Op::logical_and || op == Op::logical_or) add_parts(condition.value, home);
      walk(condition.value, home);
    }
  }

  // What 且 and 或 join is asked for one by one. A definition is one part: its body is walked for rows only.
  void add_parts(ir::ExprId id, const Home& home) {
    const ir::Expr& expr = program_.expr(id);
    for (const ir::ExprId arg : expr.args) {
      const ir::Expr& part = program_.expr(arg);
      const bool joined = part.label.empty() && (part.op == Op::logical_and || part.op == Op::logical_or);
      if (joined) add_parts(arg, home);
      else if (files_.contains(part.span.file.value)) {
        out_.parts[arg.value] = point(home.section, PointKind::part, words(part.span), part.span, held_or_not());
      }
    }
  }

  void add_settlement(std::uint32_t index) {
    const ir::Settlement& rule = program_.settlements[index];
    const std::size_t own = section(SectionKind::settlement, rule.name, paths(rule.clauses), rule.span);
    const text::Span root = rule.nodes[rule.root].span;
    out_.rules[index] =
        point(own, PointKind::rule, words(root), root, {side("cuts", "有扣减", "cuts"), side("leaves", "不扣减", "leaves as it is")});
    const auto counts = [](ir::History history) { return history != ir::History::none; };
    if (!std::any_of(rule.earlier.begin(), rule.earlier.end(), counts)) return;
    out_.earlier[index] =
        point(own, PointKind::earlier, "", rule.span,
              {side("paid", "因此前兑现而扣减", "cut by an earlier payment"), side("unpaid", "没有此前兑现", "nothing paid before")});
  }

  // The section of what stands at `span`: the construct at hand, or the definition that was expanded.
  std::size_t section_at(const Home& home, const text::Span& span) {
    if (home.name.empty() || within(span, home.span)) return home.section;
    return section(SectionKind::definition, std::string(home.name), {}, span);
  }

  void add_rows(ir::ExprId id, PointKind kind, const Home& home, std::vector<Side> sides, std::optional<Side> rest) {
    if (sides.empty()) return;  // 其余 alone
    const text::Span span = sides.front().span;
    if (!files_.contains(span.file.value)) return;
    if (rest) sides.push_back(std::move(*rest));
    const PointIndex at = point(section_at(home, span), kind, words(program_.expr(id).span), span, std::move(sides));
    out_.rows[id.value] = at;
  }

  template <class Rows>
  std::vector<Side> sides_of(const Rows& rows) const {
    std::vector<Side> sides;
    for (const auto& row : rows) {
      const std::string text = words(row.span);
      sides.push_back(side("row " + std::to_string(sides.size() + 1), text, text));
      sides.back().span = row.span;
    }
    return sides;
  }

  // Can the subject lie where no row holds?
  bool tiers_leave_rest(const ir::Expr& expr) const {
    const ir::Bounds& bounds = program_.expr(expr.args[0]).bounds;
    return std::none_of(expr.tiers.begin(), expr.tiers.end(), [&](const ir::TierRow& row) {
      const base::Rational& limit = program_.expr(row.bound).bounds.lo;
      if (row.comparison != Op::le) return false;
      return row.greater ? !bounds.lo_unbounded && !(bounds.lo < limit) : !bounds.hi_unbounded && !(limit < bounds.hi);
    });
  }

  bool match_leaves_rest(const ir::Expr& expr) const {
    std::size_t combinations = 1;
    for (const ir::ExprId arg : expr.args) combinations *= program_.enumeration(program_.expr(arg).type.enumeration).members.size();
    return expr.matches.size() < combinations;
  }

  void add_choice(ir::ExprId id, const Home& home) {
    const ir::Expr& expr = program_.expr(id);
    if (expr.op == Op::tiers) {
      const bool rest = tiers_leave_rest(expr);
      add_rows(id, PointKind::tiers, home, sides_of(expr.tiers), rest ? std::optional(side("none", "各档之外", "no row")) : std::nullopt);
    } else if (expr.op == Op::match) {
      const bool rest = match_leaves_rest(expr);
      add_rows(id, PointKind::match, home, sides_of(expr.matches),
               rest ? std::optional(side("none", "表中没有", "not listed")) : std::nullopt);
    } else if (expr.op == Op::cases) {  // that nothing holds is a gap of the text: nothing to ask for
      const bool rest = expr.otherwise.present();
      add_rows(id, PointKind::cases, home, sides_of(expr.cases),
               rest ? std::optional(side("otherwise", "其余", "otherwise")) : std::nullopt);
    } else if (expr.op == Op::choose && files_.contains(expr.span.file.value)) {
      out_.rows[id.value] = point(section_at(home, expr.span), PointKind::choice, words(expr.span), expr.span,
                                  {side("then", "则", "then"), side("else", "否则", "else")});
    }
  }

  void walk(ir::ExprId id, Home home) {
    if (!id.present() || !walked_.insert(id.value).second) return;
    const ir::Expr& expr = program_.expr(id);
    if (expr.range || expr.op == Op::statistic) return;  // explained as a whole
    if (!expr.label.empty()) home.name = expr.label;
    add_choice(id, home);
    for (const ir::ExprId arg : expr.args) walk(arg, home);
    for (const ir::TierRow& row : expr.tiers) walk(row.value, home);
    for (const ir::MatchRow& row : expr.matches) walk(row.value, home);
    for (const ir::CaseRow& row : expr.cases) walk(row.condition, home), walk(row.value, home);
    walk(expr.otherwise, home);
  }

  const engine::Policy& policy_;
  const ir::Program& program_;
  Places out_;
  std::set<std::uint32_t> files_;   // those of the documents
  std::set<std::uint32_t> walked_;  // expressions
  std::map<std::pair<std::uint32_t, std::string>, std::size_t> sections_;
  std::map<std::tuple<PointKind, std::uint32_t, std::uint32_t, std::uint32_t>, PointIndex> points_;
};

}  // namespace

Places places_of(const engine::Policy& policy) { return Builder(policy).run(); }

}  // namespace zhidui::scenario
