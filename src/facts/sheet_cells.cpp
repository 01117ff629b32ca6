#include "facts/sheet_cells.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "spreadsheet/number_text.h"

namespace zhidui::facts {

namespace {

using base::JsonNumber;
using base::JsonValue;
using ir::TypeKind;
using spreadsheet::Cell;
using spreadsheet::CellKind;
using text::Kind;

// Beyond these a spreadsheet keeps no digits: longer numbers have lost their end before they are read.
constexpr std::size_t kKeptDigits = spreadsheet::kSignificantDigits;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// Of a number before its point.
bool lost_digits(std::string_view number) {
  const std::string_view whole = number.substr(0, number.find('.'));
  return static_cast<std::size_t>(std::count_if(whole.begin(), whole.end(), is_digit)) > kKeptDigits;
}

// Full-width signs of numbers as the plain ones; white space and signs of currency left out. A blank between digits stays: of "12 34"
// nobody knows whether it is one number.
std::string plain_signs(std::string_view text) {
  constexpr std::u32string_view kWide = U"０１２３４５６７８９，．－％／：", kPlain = U"0123456789,.-%/:";
  std::string out;
  bool blank = false;
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode(text, i);
    const std::size_t at = kWide.find(point.value);
    i += point.length;
    if (base::is_space(point.value)) {
      blank = true;
      continue;
    }
    if (point.value == U'¥' || point.value == U'￥') continue;
    const char32_t sign = at != std::u32string_view::npos ? kPlain[at] : point.value;
    if (blank && !out.empty() && is_digit(out.back()) && sign >= U'0' && sign <= U'9') out += ' ';
    base::append(out, sign);
    blank = false;
  }
  return out;
}

// A number and what stands behind it: "1,500万元" → "1500" and "万元".
struct Figure {
  std::string digits, unit;
};
// nullopt where no number stands first, or its commas do not part off threes.
std::optional<Figure> read_figure(const std::string& signs) {
  std::size_t end = 0;
  while (end < signs.size() && (is_digit(signs[end]) || signs[end] == ',' || signs[end] == '.' || (end == 0 && signs[end] == '-'))) ++end;
  Figure out;
  out.unit = signs.substr(end);
  const std::string number = signs.substr(0, end);
  const std::size_t point = std::min(number.find('.'), number.size());
  std::size_t since_comma = SIZE_MAX;  // digits since the last comma; none yet
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (number[i] != ',') {
      out.digits += number[i];
      if (i < point && since_comma != SIZE_MAX) ++since_comma;
      continue;
    }
    const bool leads = i == 0 || !is_digit(number[i - 1]);
    if (i > point || leads || (since_comma == SIZE_MAX && i > 4) || (since_comma != SIZE_MAX && since_comma != 3)) return std::nullopt;
    since_comma = 0;
  }
  if (since_comma != SIZE_MAX && since_comma != 3) return std::nullopt;
  const std::string_view bare = std::string_view(out.digits).substr(out.digits.starts_with('-') ? 1 : 0);
  const std::size_t dot = bare.find('.');
  const bool well = dot == std::string_view::npos ? all_digits(bare) : all_digits(bare.substr(0, dot)) && all_digits(bare.substr(dot + 1));
  return well ? std::optional(out) : std::nullopt;
}

// "2024/5/10", "2024.5.10", "2024年5月10日", "20240510" as "2024-05-10"; nullopt where it is no day of any such form. Whether there is
// such a day is asked later.
std::optional<std::string> iso_day(const std::string& signs) {
  std::string text;
  for (std::size_t i = 0; i < signs.size();) {
    const base::CodePoint point = base::decode(signs, i);
    const bool sign = point.value == U'年' || point.value == U'月' || point.value == U'/' || point.value == U'.' || point.value == U'-';
    if (sign) text += '-';
    else if (!(point.value == U'日' && i + point.length == signs.size())) text.append(signs, i, point.length);
    i += point.length;
  }
  if (all_digits(text) && text.size() == 8) return text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6);
  const std::size_t first = text.find('-'), second = first == std::string::npos ? first : text.find('-', first + 1);
  if (second == std::string::npos) return std::nullopt;
  const std::string year = text.substr(0, first), month = text.substr(first + 1, second - first - 1), day = text.substr(second + 1);
  const auto part = [](const std::string& digits) { return all_digits(digits) && digits.size() <= 2; };
  if (!all_digits(year) || year.size() != 4 || !part(month) || !part(day)) return std::nullopt;
  const auto two = [](const std::string& digits) { return digits.size() == 1 ? "0" + digits : digits; };
  return year + "-" + two(month) + "-" + two(day);
}

// The day of "2024-05-10 08:30", "2024年5月10日 8:30:00"; nullopt where no time of day stands behind one.
std::optional<std::string> iso_day_before_time(const std::string& signs) {
  const std::size_t before = signs.find_last_not_of("0123456789:");
  if (before == std::string::npos || signs.find(':', before + 1) == std::string::npos) return std::nullopt;
  const bool parted = signs[before] == ' ' || signs[before] == 'T';
  return iso_day(signs.substr(0, parted ? before : before + 1));
}

// "1/3", with something to divide by.
bool is_fraction(std::string_view signs) {
  const std::size_t slash = signs.find('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view bottom = signs.substr(slash + 1);
  return all_digits(signs.substr(0, slash)) && all_digits(bottom) && bottom.find_first_not_of('0') != std::string_view::npos;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

// What a cell may hold, for messages.
std::string form_words(TypeKind kind) {
  switch (kind) {
    case TypeKind::money: return "1500000、150万元";
    case TypeKind::ratio: return "38.5%、1/3";
    case TypeKind::year: return "2024";
    default: return "37";
  }
}

constexpr std::string_view kMoneyUnits[] = {"元", "万元", "亿元"};

}  // namespace

std::string_view without_outer_space(std::string_view text) {
  std::size_t begin = text.size(), end = 0;
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode(text, i);
    if (!base::is_space(point.value)) {
      begin = std::min(begin, i);
      end = i + point.length;
    }
    i += point.length;
  }
  return begin < end ? text.substr(begin, end - begin) : std::string_view{};
}

std::string plain_name(std::string_view written) {
  std::string out;
  for (std::size_t i = 0; i < written.size();) {
    const base::CodePoint point = base::decode(written, i);
    if (!base::is_space(point.value)) out.append(written, i, point.length);
    i += point.length;
  }
  return base::nfc(out);
}

std::string_view SheetCells::words(const Cell& cell) const { return without_outer_space(workbook_.text(sources_, cell)); }

JsonValue SheetCells::json(const Cell& cell, std::string text) const {
  JsonValue out = JsonValue::of(std::move(text));
  out.begin = cell.begin;
  out.end = cell.end;
  return out;
}

text::Diagnostic& SheetCells::report(Kind kind, const Cell& cell, const SheetColumn& column, std::vector<std::string> more) {
  const std::string seen = cell.kind != CellKind::boolean ? shortened(words(cell)) : words(cell) == "1" ? "TRUE" : "FALSE";
  std::vector<std::string> arguments{shortened(column.header), seen};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return reading_.report(kind, span(cell), std::move(arguments));
}

bool SheetCells::sound(const Cell& cell, const SheetColumn& column) {
  if (cell.unfinished) report(Kind::cell_formula_unfinished, cell, column);
  else if (cell.kind == CellKind::error) report(Kind::cell_formula_error, cell, column);
  else return true;
  return false;
}

// A number in a column of texts is taken as its digits, as long as they are all there.
std::optional<std::string> SheetCells::plain_text(const Cell& cell, const SheetColumn& column) {
  if (!sound(cell, column)) return std::nullopt;
  const std::string_view text = workbook_.text(sources_, cell);
  if (cell.kind == CellKind::text) return std::string(text);
  if (cell.kind == CellKind::number && !lost_digits(text)) return std::string(text);
  report(cell.kind == CellKind::number ? Kind::cell_digits_lost : Kind::cell_text_expected, cell, column);
  return std::nullopt;
}

std::optional<JsonValue> SheetCells::text(const Cell& cell, const SheetColumn& column) {
  std::optional<std::string> text = plain_text(cell, column);
  if (!text) return std::nullopt;
  std::replace(text->begin(), text->end(), spreadsheet::kLineBreak, '\n');
  return json(cell, from_cell(*text));
}

std::optional<JsonValue> SheetCells::id(const Cell& cell, const SheetColumn& column) {
  const std::optional<std::string> text = plain_text(cell, column);
  if (!text) return std::nullopt;
  return json(cell, from_cell(without_outer_space(*text)));
}

std::optional<JsonValue> SheetCells::day(const Cell& cell, const SheetColumn& column) {
  if (!sound(cell, column)) return std::nullopt;
  const std::string seen(words(cell));
  if (cell.kind == CellKind::day) {
    const std::string day = seen.substr(0, 10);
    if (seen.size() == day.size()) return json(cell, day);
    report(Kind::cell_day_with_time, cell, column, {day});
    return std::nullopt;
  }
  const std::string signs = cell.kind == CellKind::boolean ? "" : plain_signs(seen);
  if (const auto day = iso_day(signs)) return json(cell, *day);
  if (const auto day = iso_day_before_time(signs)) {
    report(Kind::cell_day_with_time, cell, column, {*day});
    return std::nullopt;
  }
  // A number that is the serial of a day lost its format: which day it means is a guess (two systems count from 1900 and 1904).
  constexpr std::size_t kSerialDigits = 5;  // 10000 is a day of 1927; what is less is a year or a count
  const bool serial = cell.kind == CellKind::number && seen.substr(0, seen.find('.')).size() == kSerialDigits;
  const auto meant = serial ? spreadsheet::day_of_serial(seen, false) : std::nullopt;
  if (meant) report(Kind::cell_bare_serial, cell, column, {meant->substr(0, 10)});
  else report(Kind::cell_day_expected, cell, column);
  return std::nullopt;
}

std::optional<JsonValue> SheetCells::yes_no(const Cell& cell, const SheetColumn& column) {
  if (!sound(cell, column)) return std::nullopt;
  constexpr std::array<std::string_view, 3> kYes{"是", "true", "yes"}, kNo{"否", "false", "no"};
  const std::string seen = lower_case(words(cell));
  const bool flag = cell.kind == CellKind::boolean;
  const bool yes = flag ? seen == "1" : cell.kind == CellKind::text && std::find(kYes.begin(), kYes.end(), seen) != kYes.end();
  const bool no = flag ? seen == "0" : cell.kind == CellKind::text && std::find(kNo.begin(), kNo.end(), seen) != kNo.end();
  if (!yes && !no) {
    report(Kind::cell_yes_no_expected, cell, column);
    return std::nullopt;
  }
  JsonValue out = JsonValue::of(yes);
  out.begin = cell.begin;
  out.end = cell.end;
  return out;
}

std::optional<JsonValue> SheetCells::number(const Cell& cell, const SheetColumn& column, const ir::Type& type) {
  if (!sound(cell, column)) return std::nullopt;
  const bool fits = cell.kind == CellKind::number || cell.kind == CellKind::text;
  std::optional<JsonValue> out = fits ? figure(cell, column, type) : std::nullopt;
  if (!out) report(Kind::cell_number_expected, cell, column, {form_words(type.kind)});
  if (out && cell.kind == CellKind::number && lost_digits(words(cell))) {
    report(Kind::cell_digits_lost, cell, column);
    return std::nullopt;
  }
  // What a number format cannot show, 300万元, is a text by right.
  const bool plain = plain_signs(words(cell)).find_first_not_of("0123456789.,-") == std::string::npos;
  if (!out || cell.kind != CellKind::text || !plain) return out;
  Texts& texts = numbers_as_text_[{column.span.begin, column.column}];
  if (texts.count++ == 0) texts.first = span(cell), texts.header = column.header, texts.seen = words(cell);
  return out;
}

// The number in the words of the JSON form, which knows units of money and percentages; nullopt where it is none.
std::optional<JsonValue> SheetCells::figure(const Cell& cell, const SheetColumn& column, const ir::Type& type) {
  const std::string signs = plain_signs(words(cell));
  const auto plain = [&](std::string digits) {
    JsonValue out = json(cell, "");
    out.data = JsonNumber{std::move(digits)};
    return out;
  };
  if (type.kind == TypeKind::ratio && is_fraction(signs)) return json(cell, signs);
  const std::optional<Figure> figure = read_figure(signs);
  if (!figure) return std::nullopt;
  const std::string& unit = figure->unit;
  switch (type.kind) {
    case TypeKind::money: {
      const std::string named = !unit.empty() ? unit : !column.unit.empty() ? column.unit : "元";
      const bool known = std::find(std::begin(kMoneyUnits), std::end(kMoneyUnits), named) != std::end(kMoneyUnits);
      return known ? std::optional(json(cell, figure->digits + named)) : std::nullopt;
    }
    case TypeKind::ratio:
      if (unit == "%" || unit == "‰") return json(cell, figure->digits + unit);
      return unit.empty() ? std::optional(plain(figure->digits)) : std::nullopt;
    case TypeKind::year: return unit.empty() || unit == "年" || unit == "年度" ? std::optional(plain(figure->digits)) : std::nullopt;
    default: {
      const bool own = (type.unit.present() && unit == reading_.program.units[type.unit.value]) ||
                       (type.kind == TypeKind::months && (unit == "月" || unit == "个月")) ||
                       (type.kind == TypeKind::days && (unit == "天" || unit == "日"));
      return unit.empty() || own ? std::optional(plain(figure->digits)) : std::nullopt;
    }
  }
}

// Parted at line breaks; where there are none, at 、；and commas. 「（无）」 is none of them.
std::optional<JsonValue> SheetCells::several(const Cell& cell, const SheetColumn& column, const ir::Type& type) {
  const std::optional<std::string> whole = plain_text(cell, column);
  if (!whole) return std::nullopt;
  JsonValue out = JsonValue::array();
  out.begin = cell.begin;
  out.end = cell.end;
  const std::string_view words = without_outer_space(*whole);
  const bool set = type.kind == TypeKind::set;
  const bool none = is_none(words);
  if (set && none) return out;
  const bool lines = whole->find(spreadsheet::kLineBreak) != std::string::npos;
  const auto parts = [&](char32_t c) { return lines ? c == U'\v' : std::u32string_view(U"、；;，,").find(c) != std::u32string_view::npos; };
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const std::string_view part = without_outer_space(std::string_view(*whole).substr(begin, end - begin));
    if (part.empty()) return;
    JsonValue element = JsonValue::of(from_cell(part));
    element.begin = cell.begin + static_cast<std::size_t>(part.data() - whole->data());
    element.end = element.begin + part.size();
    out.push(std::move(element));
  };
  for (std::size_t i = 0; i < whole->size();) {
    const base::CodePoint point = base::decode(*whole, i);
    if (parts(point.value)) {
      add(i);
      begin = i + point.length;
    }
    i += point.length;
  }
  add(whole->size());
  constexpr std::string_view kMostLikelyNone[] = {"无", "没有", "-", "—", "/"};
  const bool blank = set && std::find(std::begin(kMostLikelyNone), std::end(kMostLikelyNone), words) != std::end(kMostLikelyNone) &&
                     !reading_.names.member(type.enumeration, words);
  if (!none && !blank && !out.as_array()->empty()) return out;
  report(set ? Kind::cell_names_nothing : Kind::cell_names_nobody, cell, column);
  return std::nullopt;
}

std::optional<JsonValue> SheetCells::value(const Cell& cell, const SheetColumn& column, const ir::Type& type) {
  switch (type.kind) {
    case TypeKind::boolean: return yes_no(cell, column);
    case TypeKind::count:
    case TypeKind::money:
    case TypeKind::ratio:
    case TypeKind::year:
    case TypeKind::months:
    case TypeKind::days: return number(cell, column, type);
    case TypeKind::date: return day(cell, column);
    case TypeKind::text: return text(cell, column);
    case TypeKind::enumeration:
    case TypeKind::record: return id(cell, column);
    case TypeKind::set:
    case TypeKind::list: return several(cell, column, type);
  }
  return std::nullopt;
}

std::optional<JsonValue> SheetCells::of_form(const Cell& cell, const SheetColumn& column) {
  const auto as = [&](TypeKind kind) { return value(cell, column, {kind, {}, {}, {}}); };
  switch (column.statement->form) {
    case ColumnForm::words: return text(cell, column);
    case ColumnForm::id: return id(cell, column);
    case ColumnForm::ids: return as(TypeKind::list);
    case ColumnForm::day: return day(cell, column);
    case ColumnForm::year: return as(TypeKind::year);
    case ColumnForm::sum: return as(TypeKind::money);
    case ColumnForm::number: return as(TypeKind::count);
    case ColumnForm::yes_no: return yes_no(cell, column);
    case ColumnForm::of_field: break;
  }
  return std::nullopt;
}

void SheetCells::report_numbers_as_text() {
  const auto& cells = workbook_.cells;
  if (std::all_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.kind == CellKind::text; }))
    return;  // CSV holds nothing else
  for (const auto& [place, texts] : numbers_as_text_) {
    reading_.report(Kind::cells_numbers_as_text, texts.first,
                    {shortened(texts.header), std::to_string(texts.count), shortened(texts.seen)});
  }
}

}  // namespace zhidui::facts
