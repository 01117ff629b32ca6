#include "text/diagnostic.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/json.h"
#include "base/utf8.h"

namespace zhidui::text {

namespace {

struct Entry {
  std::string_view name;
  KindText text;
};

constexpr Entry kEntries[] = {
#define DIAGNOSTIC(name, code, severity, ...) {#name, {code, severity, __VA_ARGS__}},
#include "text/diagnostics.def"
#undef DIAGNOSTIC
};

const Entry& entry(Kind kind) { return kEntries[static_cast<std::size_t>(kind)]; }

// Lines wider than this are shown as a window around the span.
constexpr std::size_t kWindowColumns = 100;
constexpr std::size_t kColumnsBeforeSpan = 30;
constexpr std::size_t kNearBytes = 4096;  // more than a window takes

struct Cell {
  std::string bytes;
  std::size_t width;
  bool marked;
};

// `gap`: how a tab is shown.
std::vector<Cell> cells_of(std::string_view line, std::size_t mark_begin, std::size_t mark_end, std::string_view gap) {
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < line.size();) {
    const base::CodePoint point = base::decode(line, i);
    const std::string_view here = line.substr(i, point.length);
    // What is shown stays UTF-8 and does not steer the terminal.
    std::string bytes = here == "\t" ? std::string(gap) : base::visible(here);
    const std::size_t width = base::display_width(bytes);
    cells.push_back({std::move(bytes), width, i >= mark_begin && i < mark_end});
    i += point.length;
  }
  return cells;
}

struct Window {
  std::size_t begin = 0;  // cells
  std::size_t end = 0;
};

Window window_of(const std::vector<Cell>& cells) {
  std::size_t total = 0;
  for (const Cell& cell : cells) total += cell.width;
  if (total <= kWindowColumns) return {0, cells.size()};
  const auto marked = std::find_if(cells.begin(), cells.end(), [](const Cell& cell) { return cell.marked; });
  Window window;
  window.begin = static_cast<std::size_t>(marked - cells.begin());
  for (std::size_t width = 0; window.begin > 0 && width + cells[window.begin - 1].width <= kColumnsBeforeSpan;) {
    width += cells[--window.begin].width;
  }
  std::size_t width = 0;
  for (window.end = window.begin; window.end < cells.size(); ++window.end) {
    if (width + cells[window.end].width > kWindowColumns) break;
    width += cells[window.end].width;
  }
  // A span near the end of its line leaves room on the left.
  while (window.end == cells.size() && window.begin > 0 && width + cells[window.begin - 1].width <= kWindowColumns) {
    width += cells[--window.begin].width;
  }
  return window;
}

// OPTIMIZATION: of a line of many megabytes (JSON without line breaks) only the bytes that a window can show are looked
// at.
Window bytes_near(std::string_view line, std::size_t mark) {
  const auto boundary = [&](std::size_t offset) {
    while (offset < line.size() && (static_cast<unsigned char>(line[offset]) & 0xC0) == 0x80) ++offset;
    return offset;
  };
  const std::size_t begin = mark > kNearBytes ? boundary(mark - kNearBytes) : 0;
  const std::size_t end = line.size() - mark > kNearBytes ? boundary(mark + kNearBytes) : line.size();
  return {std::min(begin, mark), end};
}

// The number of the line, or of the row; a sheet as a whole has none.
std::string gutter_of(const SourceFile& file, std::uint32_t offset, std::uint32_t line) {
  if (file.grid() == nullptr) return std::to_string(line);
  const std::uint32_t row = file.cell(offset).line.row;
  return row == 0 ? "" : std::to_string(row);
}

bool is_whole_spreadsheet(const SourceFile& file, std::uint32_t offset) {
  return file.grid() && file.cell(offset).line.sheet == Grid::kNoSheet;
}

// The line of the span and below it the underline.
void append_excerpt(std::string& out, const SourceFile& file, Span span, char mark) {
  if (is_whole_spreadsheet(file, span.begin)) return;
  const std::uint32_t number = file.place(span.begin).line;
  const std::string_view line = file.line(number);
  const std::size_t mark_begin = std::min<std::size_t>(span.begin - file.line_begin(number), line.size());
  const std::size_t span_size = span.end > span.begin ? span.end - span.begin : 1;
  const std::size_t mark_end = mark_begin + span_size;
  const Window near = bytes_near(line, mark_begin);
  const std::string_view gap = file.grid() ? " │ " : " ";
  std::vector<Cell> cells = cells_of(line.substr(near.begin, near.end - near.begin), mark_begin - near.begin, mark_end - near.begin, gap);
  if (mark_begin == line.size()) cells.push_back({" ", 1, true});
  const Window window = window_of(cells);
  const std::string gutter = gutter_of(file, span.begin, number);
  std::string shown;
  std::string below;
  if (window.begin > 0 || near.begin > 0) {
    shown += "…";
    below += " ";
  }
  for (std::size_t i = window.begin; i < window.end; ++i) {
    shown += cells[i].bytes;
    below.append(cells[i].width, cells[i].marked ? mark : ' ');
  }
  if (window.end < cells.size() || near.end < line.size()) shown += "…";
  while (shown.ends_with(' ')) shown.pop_back();
  while (below.ends_with(' ')) below.pop_back();
  out += "  " + gutter + " | " + shown + "\n";
  out += "  " + std::string(gutter.size(), ' ') + " | " + below + "\n";
}

// 「申报.xlsx:专利!D12」, as spreadsheet programs write it.
std::string cell_text(const SourceFile& file, const Grid& grid, std::uint32_t offset) {
  const SourceFile::CellPlace place = file.cell(offset);
  std::string out = base::visible(file.name());
  if (place.line.sheet == Grid::kNoSheet) return out;
  out += ":" + base::visible(grid.sheets[place.line.sheet]);
  return place.line.row == 0 ? out : out + "!" + column_letters(place.column) + std::to_string(place.line.row);
}

std::string place_text(const SourceSet& sources, Span span) {
  const SourceFile& file = sources.file(span.file);
  if (const Grid* grid = file.grid()) return cell_text(file, *grid, span.begin);
  const Place place = file.place(span.begin);
  return base::visible(file.name()) + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

auto order_key(const Diagnostic& d) { return std::make_tuple(d.span.file.value, d.span.begin, kind_text(d.kind).code, d.span.end); }

base::JsonValue both(std::string zh, std::string en) {
  base::JsonValue object = base::JsonValue::object();
  object.set("zh", base::JsonValue::of(std::move(zh)));
  object.set("en", base::JsonValue::of(std::move(en)));
  return object;
}

// Of a spreadsheet: the sheet, the row and the column, both from 1; what the defect does not have is left out.
void set_cell(base::JsonValue& object, const SourceFile& file, const Grid& grid, Span span) {
  const SourceFile::CellPlace place = file.cell(span.begin);
  object.set("file", base::JsonValue::of(file.name()));
  if (place.line.sheet == Grid::kNoSheet) return;
  object.set("sheet", base::JsonValue::of(grid.sheets[place.line.sheet]));
  if (place.line.row == 0) return;
  object.set("row", base::JsonValue::of(std::int64_t{place.line.row}));
  object.set("column", base::JsonValue::of(std::int64_t{place.column} + 1));
  object.set("cell", base::JsonValue::of(column_letters(place.column) + std::to_string(place.line.row)));
}

void set_place(base::JsonValue& object, const SourceSet& sources, Span span) {
  const SourceFile& file = sources.file(span.file);
  if (const Grid* grid = file.grid()) return set_cell(object, file, *grid, span);
  const Place begin = file.place(span.begin);
  const Place end = file.place(span.end);
  object.set("file", base::JsonValue::of(file.name()));
  object.set("line", base::JsonValue::of(std::int64_t{begin.line}));
  object.set("column", base::JsonValue::of(std::int64_t{begin.column}));
  object.set("end_line", base::JsonValue::of(std::int64_t{end.line}));
  object.set("end_column", base::JsonValue::of(std::int64_t{end.column}));
}

bool same(const Diagnostic& a, const Diagnostic& b) { return a.kind == b.kind && a.span == b.span && a.arguments == b.arguments; }

}  // namespace

const KindText& kind_text(Kind kind) { return entry(kind).text; }
std::string_view kind_name(Kind kind) { return entry(kind).name; }

std::string filled(std::string_view words, const std::vector<std::string>& arguments) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool placeholder = i + 2 < words.size() && words[i] == '{' && words[i + 2] == '}' && words[i + 1] >= '0' && words[i + 1] <= '9';
    if (!placeholder) {
      out.push_back(words[i]);
      continue;
    }
    const auto index = static_cast<std::size_t>(words[i + 1] - '0');
    if (index < arguments.size()) out += arguments[index];
    std::replace(out.begin(), out.end(), '\n', ' ');  // a message is one line
    i += 2;
  }
  return out;
}

Diagnostic& Diagnostics::report(Kind kind, Span span, std::initializer_list<std::string> arguments) {
  return report(kind, span, std::vector<std::string>(arguments));
}

Diagnostic& Diagnostics::report(Kind kind, Span span, std::vector<std::string> arguments) {
  list_.push_back(Diagnostic{kind, span, std::move(arguments), {}});
  return list_.back();
}

bool Diagnostics::has_errors() const {
  return std::any_of(list_.begin(), list_.end(), [](const Diagnostic& d) { return kind_text(d.kind).severity == Severity::error; });
}

void Diagnostics::sort() {
  std::vector<std::size_t> order(list_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tuple_cat(order_key(list_[a]), std::tuple(a)) < std::tuple_cat(order_key(list_[b]), std::tuple(b));
  });
  // Repetitions may stand apart where others of the same place and kind have other arguments.
  std::vector<Diagnostic> kept;
  for (const std::size_t index : order) {
    const Diagnostic& diagnostic = list_[index];
    bool repeated = false;
    for (auto it = kept.rbegin(); it != kept.rend() && order_key(*it) == order_key(diagnostic); ++it) {
      repeated = repeated || same(*it, diagnostic);
    }
    if (!repeated) kept.push_back(diagnostic);
  }
  list_ = std::move(kept);
}

std::string render(const SourceSet& sources, const Diagnostic& diagnostic, Language language) {
  const KindText& text = kind_text(diagnostic.kind);
  const bool zh = language == Language::zh;
  const bool error = text.severity == Severity::error;
  const std::string_view severity = zh ? (error ? "错误" : "警告") : (error ? "error" : "warning");
  const auto fill = [&](std::string_view words) { return base::visible(filled(words, diagnostic.arguments)); };
  std::string out = place_text(sources, diagnostic.span) + ": " + std::string(severity) + "[" + std::string(text.code);
  out += (zh ? "] " : "]: ") + fill(zh ? text.seen_zh : text.seen_en) + "\n";
  append_excerpt(out, sources.file(diagnostic.span.file), diagnostic.span, '^');
  for (const Label& label : diagnostic.labels) {
    out += "  " + place_text(sources, label.span) + ": " + base::visible(zh ? label.zh : label.en) + "\n";
    append_excerpt(out, sources.file(label.span.file), label.span, '-');
  }
  out += (zh ? "  规则: " : "  rule: ") + fill(zh ? text.rule_zh : text.rule_en) + "\n";
  out += (zh ? "  改法: " : "  mend: ") + fill(zh ? text.mend_zh : text.mend_en) + "\n";
  return out;
}

std::string render_all(const SourceSet& sources, const Diagnostics& diagnostics, Language language) {
  Diagnostics sorted = diagnostics;
  sorted.sort();
  std::string out;
  for (const Diagnostic& diagnostic : sorted.list()) {
    if (!out.empty()) out += "\n";
    out += render(sources, diagnostic, language);
  }
  return out;
}

base::JsonValue json(const SourceSet& sources, const Diagnostic& diagnostic) {
  const KindText& text = kind_text(diagnostic.kind);
  const auto fill = [&](std::string_view zh, std::string_view en) {
    return both(filled(zh, diagnostic.arguments), filled(en, diagnostic.arguments));
  };
  base::JsonValue object = base::JsonValue::object();
  object.set("code", base::JsonValue::of(text.code));
  object.set("kind", base::JsonValue::of(kind_name(diagnostic.kind)));
  object.set("severity", base::JsonValue::of(text.severity == Severity::error ? "error" : "warning"));
  set_place(object, sources, diagnostic.span);
  object.set("message", fill(text.seen_zh, text.seen_en));
  object.set("rule", fill(text.rule_zh, text.rule_en));
  object.set("mend", fill(text.mend_zh, text.mend_en));
  base::JsonValue labels = base::JsonValue::array();
  for (const Label& label : diagnostic.labels) {
    base::JsonValue entry = base::JsonValue::object();
    set_place(entry, sources, label.span);
    entry.set("message", both(label.zh, label.en));
    labels.push(std::move(entry));
  }
  object.set("labels", std::move(labels));
  return object;
}

std::string render_json(const SourceSet& sources, const Diagnostics& diagnostics) {
  Diagnostics sorted = diagnostics;
  sorted.sort();
  std::string out = "[";
  for (const Diagnostic& diagnostic : sorted.list()) {
    out += (out.size() == 1 ? "\n" : ",\n") + base::write_json(json(sources, diagnostic));
  }
  return out + (out.size() == 1 ? "]\n" : "\n]\n");
}

}  // namespace zhidui::text
