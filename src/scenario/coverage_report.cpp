// Coverage as text and JSON.
#include <array>

#include "base/utf8.h"
#include "scenario/coverage.h"

namespace zhidui::scenario {

namespace {

using base::JsonValue;

struct Word {
  std::string_view id, zh;
};
constexpr std::array kPointKinds{Word{"force", "效力"},     Word{"subject", "对象"}, Word{"condition", "条件"}, Word{"part", "其中"},
                                 Word{"tiers", "分档"},     Word{"match", "对照"},   Word{"cases", "情形"},     Word{"choice", "如"},
                                 Word{"exception", "例外"}, Word{"round", "评选"},   Word{"rule", "取"},        Word{"earlier", "此前"},
                                 Word{"reading", "口径"}};
constexpr std::array kSectionKinds{Word{"document", "文件"}, Word{"reading", "口径"},    Word{"measure", "措施"},
                                   Word{"general", "通则"},  Word{"definition", "定义"}, Word{"settlement", "结算"}};

struct Position {
  std::string file;
  int line = 0;
};
Position position(const engine::Policy& policy, const text::Span& span) {
  const text::SourceFile& file = policy.sources.file(span.file);
  return {file.name(), static_cast<int>(file.place(span.begin).line)};
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t used = base::display_width(text);
  return std::move(text) + std::string(used < width ? width - used : 0, ' ');
}

std::string heading(const Section& section, bool zh) {
  std::string kind(zh ? section_kind_zh(section.kind) : section_kind_id(section.kind));
  return section.name.empty() ? kind : kind + " " + section.name;
}

// A row says itself what is missing; of other places both are said, the place and the side.
std::string missing_line(const engine::Policy& policy, const Point& point, const Side& side, bool zh) {
  const Position at = position(policy, side.span);
  const std::string kind(zh ? point_kind_zh(point.kind) : point_kind_id(point.kind));
  const std::string& seen = zh ? side.zh : side.en;
  const bool said = point.words.starts_with(point_kind_zh(point.kind));  // 对象 主体 的 …: its first word is the kind
  const std::string place = point.words.empty() ? kind : said ? point.words : kind + " " + point.words;
  const std::string what = side.id.starts_with("row ") ? kind + " " + seen : place + (zh ? "：" : ": ") + seen;
  return "  " + at.file + ":" + std::to_string(at.line) + (zh ? "  没有场景见到  " : "  no scenario shows  ") + what + "\n";
}

JsonValue side_json(const engine::Policy& policy, const Side& side) {
  JsonValue out = JsonValue::object();
  out.set("side", JsonValue::of(side.id));
  out.set("words", JsonValue::object().set("zh", JsonValue::of(side.zh)).set("en", JsonValue::of(side.en)));
  out.set("line", JsonValue::of(position(policy, side.span).line));
  out.set("scenarios", JsonValue::of(side.times));
  if (side.times > 0) out.set("first", JsonValue::of(side.first));
  return out;
}

JsonValue section_json(const engine::Policy& policy, const Section& section) {
  const Position at = position(policy, section.span);
  JsonValue clauses = JsonValue::array();
  for (const std::string& path : section.clauses) clauses.push(JsonValue::of(path));
  JsonValue points = JsonValue::array();
  for (const Point& point : section.points) {
    JsonValue sides = JsonValue::array();
    for (const Side& side : point.sides) sides.push(side_json(policy, side));
    points.push(JsonValue::object()
                    .set("kind", JsonValue::of(point_kind_id(point.kind)))
                    .set("words", JsonValue::of(point.words))
                    .set("line", JsonValue::of(position(policy, point.span).line))
                    .set("sides", std::move(sides)));
  }
  const Tally counts = tally(section);
  return JsonValue::object()
      .set("kind", JsonValue::of(section_kind_id(section.kind)))
      .set("name", JsonValue::of(section.name))
      .set("clauses", std::move(clauses))
      .set("file", JsonValue::of(at.file))
      .set("line", JsonValue::of(at.line))
      .set("sides", JsonValue::of(counts.sides))
      .set("shown", JsonValue::of(counts.shown))
      .set("points", std::move(points));
}

}  // namespace

std::string_view point_kind_id(PointKind kind) { return kPointKinds[static_cast<std::size_t>(kind)].id; }
std::string_view point_kind_zh(PointKind kind) { return kPointKinds[static_cast<std::size_t>(kind)].zh; }
std::string_view section_kind_id(SectionKind kind) { return kSectionKinds[static_cast<std::size_t>(kind)].id; }
std::string_view section_kind_zh(SectionKind kind) { return kSectionKinds[static_cast<std::size_t>(kind)].zh; }

std::string coverage_text(const engine::Policy& policy, const Coverage& coverage, text::Language language) {
  const bool zh = language == text::Language::zh;
  std::size_t width = 0;
  for (const Section& section : coverage.sections) width = std::max(width, base::display_width(heading(section, zh)));
  std::string out;
  for (const Section& section : coverage.sections) {
    const Tally counts = tally(section);
    const std::string ratio = std::to_string(counts.shown) + "/" + std::to_string(counts.sides);
    const std::string head = padded(heading(section, zh), width) + "  ";
    out += section.clauses.empty() ? head + ratio + "\n" : head + padded(ratio, 7) + "  " + joined(section.clauses) + "\n";
    for (const Point& point : section.points) {
      for (const Side& side : point.sides) {
        if (side.times == 0) out += missing_line(policy, point, side, zh);
      }
    }
  }
  const Tally all = tally(coverage);
  const std::vector<std::string> numbers{std::to_string(coverage.scenarios), std::to_string(all.sides), std::to_string(all.shown),
                                         std::to_string(all.missing())};
  return out + text::filled(zh ? "覆盖：{0} 个场景，{1} 种情况见到 {2} 种，没有见到 {3} 种\n"
                               : "coverage: {0} scenarios show {2} of {1} ways to turn out, {3} are missing\n",
                            numbers);
}

JsonValue coverage_json(const engine::Policy& policy, const Coverage& coverage) {
  JsonValue sections = JsonValue::array();
  for (const Section& section : coverage.sections) sections.push(section_json(policy, section));
  const Tally all = tally(coverage);
  return JsonValue::object()
      .set("scenarios", JsonValue::of(coverage.scenarios))
      .set("sides", JsonValue::of(all.sides))
      .set("shown", JsonValue::of(all.shown))
      .set("constructs", std::move(sections));
}

}  // namespace zhidui::scenario
