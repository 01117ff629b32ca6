#include "spreadsheet/xlsx_sheet.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <optional>
#include <utility>

#include "base/date.h"
#include "spreadsheet/number_text.h"

namespace zhidui::spreadsheet {

namespace {

using text::Kind;

constexpr std::size_t kMostMerged = 1'000'000;

std::optional<std::uint32_t> natural(std::string_view text) {
  std::uint32_t value = 0;
  if (text.empty() || text.size() > 9) return std::nullopt;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return value;
}

bool is_true(std::string_view value) { return value == "1" || value == "true"; }

std::string cell_name(std::uint32_t row, std::uint32_t column) { return text::column_letters(column) + std::to_string(row); }

// "2024-05-10T08:30:00.000Z" → "2024-05-10 08:30"; midnight is no time of day.
std::optional<std::string> day_of_iso(std::string_view text) {
  const std::string_view date = text.substr(0, 10);
  if (!base::Date::parse(date)) return std::nullopt;
  if (text.size() == 10) return std::string(date);
  if (text.size() < 16 || text[10] != 'T' || text[13] != ':') return std::nullopt;
  const auto hours = natural(text.substr(11, 2)), minutes = natural(text.substr(14, 2));
  if (!hours || *hours > 23 || !minutes || *minutes > 59) return std::nullopt;
  const std::string_view time = text.substr(11, 5);
  return time == "00:00" ? std::string(date) : std::string(date) + " " + std::string(time);
}

// Of a plain decimal: the digits before the point.
std::size_t whole_digits(std::string_view plain) {
  if (plain.starts_with('-')) plain.remove_prefix(1);
  return std::min(plain.find('.'), plain.size());
}

class ReadingSheet : public XmlHandler {
 public:
  ReadingSheet(std::string part, const SheetContext& context, Reading& reading)
      : part_(std::move(part)), context_(context), reading_(reading), limit_(reading.options.limits.cell), inline_(limit_) {}

  bool open(std::string_view name, const XmlAttributes& attributes) override {
    if (skipped_ > 0) return ++skipped_, true;
    const Element parent = path_.empty() ? Element::none : path_.back();
    const Element element = element_of(parent, name);
    if (element == Element::none && path_.empty()) return refuse_root(name);
    if (element == Element::none) return skipped_ = 1, true;
    path_.push_back(element);
    switch (element) {
      case Element::column: hide_columns(attributes); break;
      case Element::row: begin_row(attributes); break;
      case Element::cell: begin_cell(attributes); break;
      case Element::merged: return merge(attributes);
      case Element::value: cell_.has_value = true; break;
      case Element::formula: cell_.has_formula = true; break;
      case Element::item: begin_item(); break;
      case Element::in_item: inline_.open(name, attributes); break;
      default: break;
    }
    return true;
  }

  bool close(std::string_view name) override {
    if (skipped_ > 0) return --skipped_, true;
    const Element element = path_.back();
    path_.pop_back();
    if (element == Element::in_item) inline_.close(name);
    return element != Element::cell || finish_cell();
  }

  void text(std::string_view text) override {
    if (skipped_ > 0 || path_.empty()) return;
    switch (path_.back()) {
      case Element::value: append(cell_.value, text); break;
      case Element::formula: append(cell_.formula, text); break;
      case Element::in_item: inline_.text(text); break;
      default: break;
    }
  }

 private:
  enum class Element { none, sheet, columns, column, data, row, cell, value, formula, item, in_item, merges, merged };

  struct Step {
    Element parent;
    std::string_view name;
    Element element;
  };
  static constexpr std::array kSteps{
      Step{Element::row, "c", Element::cell},
      Step{Element::cell, "v", Element::value},
      Step{Element::cell, "f", Element::formula},
      Step{Element::cell, "is", Element::item},
      Step{Element::data, "row", Element::row},
      Step{Element::none, "worksheet", Element::sheet},
      Step{Element::sheet, "cols", Element::columns},
      Step{Element::columns, "col", Element::column},
      Step{Element::sheet, "sheetData", Element::data},
      Step{Element::sheet, "mergeCells", Element::merges},
      Step{Element::merges, "mergeCell", Element::merged},
      Step{Element::none, "macrosheet", Element::sheet},
  };

  // Only where the format has it: extensions use the same names for other things.
  static Element element_of(Element parent, std::string_view name) {
    if (parent == Element::item || parent == Element::in_item) return Element::in_item;
    for (const Step& step : kSteps) {
      if (step.parent == parent && step.name == name) return step.element;
    }
    return Element::none;
  }

  bool refuse_root(std::string_view name) {
    reading_.report_sheet(Kind::part_not_a_sheet, {part_, std::string(name)});
    reading_.broken = true;
    return false;
  }

  // What comes beyond the limit shows that there is too much, and is not kept.
  void append(std::string& to, std::string_view text) {
    if (to.size() <= limit_) to += text;
  }

  void hide_columns(const XmlAttributes& attributes) {
    if (!is_true(attributes.get("hidden"))) return;
    const auto first = natural(attributes.get("min")), last = natural(attributes.get("max"));
    if (!first || !last || *first == 0) return;
    for (std::uint32_t column = *first; column <= std::min({*last, reading_.options.limits.columns, kColumnLimit}); ++column) {
      if (hidden_.test(column - 1)) continue;
      hidden_.set(column - 1);
      reading_.builder.sheet().hidden_columns.push_back(column - 1);
    }
  }

  void begin_row(const XmlAttributes& attributes) {
    const std::string_view number = attributes.get("r");
    const std::uint32_t last = row_;
    row_ = last + 1;
    row_fits_ = true;
    row_begun_ = false;
    row_hidden_ = is_true(attributes.get("hidden"));
    column_ = 0;
    if (!number.empty()) {
      const auto given = natural(number);
      if (!given || *given == 0 || *given > kRowLimit) {
        reading_.report_sheet(Kind::row_number_bad, {std::string(number)});
        row_fits_ = false;
      } else if (*given <= last) {
        reading_.report_sheet(Kind::row_out_of_order, {std::to_string(*given), std::to_string(last)});
        row_fits_ = false;
      } else {
        row_ = *given;
      }
    } else if (row_ > kRowLimit) {
      reading_.report_sheet(Kind::row_number_bad, {std::to_string(row_)});
      row_fits_ = false;
    }
    if (!row_fits_) row_ = last;
  }

  // The text parts of the cell are kept for the next one.
  void begin_cell(const XmlAttributes& attributes) {
    cell_.fits = row_fits_ && place_cell(attributes.get("r"));
    cell_.type = attributes.get("t");
    cell_.style = attributes.get("s");
    cell_.value.clear();
    cell_.formula.clear();
    cell_.has_value = cell_.has_formula = cell_.has_item = false;
  }

  // Without a reference a cell stands right of the one before.
  bool place_cell(std::string_view reference) {
    cell_.column = column_;
    if (!reference.empty()) {
      const auto given = parse_reference(reference);
      if (!given || given->row != row_) {
        reading_.report_sheet(Kind::cell_reference_bad, {std::string(reference), std::to_string(row_)});
        return false;
      }
      if (given->column < column_) {
        reading_.report_sheet(Kind::cell_out_of_order, {std::string(reference), cell_name(row_, column_ - 1)});
        return false;
      }
      cell_.column = given->column;
    }
    column_ = cell_.column + 1;
    return true;
  }

  void begin_item() {
    cell_.has_item = true;
    inline_.begin();
  }

  bool finish_cell() {
    if (!cell_.fits) return true;
    if (cell_.type == "s") return shared();
    if (cell_.type == "inlineStr" || (cell_.type.empty() && cell_.has_item))
      return put(CellKind::text, cell_.has_item ? inline_.value() : unescaped(cell_.value));
    // The result of a formula may be an empty text; without a result there is no value at all.
    if (cell_.type == "str") return cell_.has_value ? put(CellKind::text, unescaped(cell_.value)) : unfinished();
    const std::string_view value = trimmed_xml(cell_.value);
    if (value.empty()) return unfinished();
    // LibreOffice saves the truth values of a file that it has opened as formulas with numbers.
    if (const bool truth = cell_.formula == "TRUE()"; truth || cell_.formula == "FALSE()") return boolean(truth ? "1" : "0");
    if (cell_.type.empty() || cell_.type == "n") return number(value);
    if (cell_.type == "b") return boolean(value);
    if (cell_.type == "e") return put(CellKind::error, value);
    if (cell_.type == "d") return day(value);
    return defective(value, Kind::cell_type_unknown, {cell_.type});
  }

  bool put(CellKind kind, std::string_view text, bool unfinished = false) {
    added_ = false;
    if (text.empty()) return true;
    if (!row_begun_) reading_.builder.begin_row(row_, row_hidden_);
    row_begun_ = true;
    const Builder::Added added = reading_.add(row_, cell_.column, kind, text, unfinished);
    added_ = added == Builder::Added::yes;
    return added != Builder::Added::too_full;
  }

  void report(Kind kind, std::vector<std::string> arguments) {
    if (added_) reading_.report_cell(kind, std::move(arguments));
  }

  // What the file says stands there as an error, so that it can be shown.
  bool defective(std::string_view text, Kind kind, std::vector<std::string> arguments) {
    const bool go_on = put(CellKind::error, text);
    report(kind, std::move(arguments));
    return go_on;
  }

  bool unfinished() {
    if (!cell_.has_formula) return true;
    return put(CellKind::text, "=" + unescaped(cell_.formula), true);
  }

  bool shared() {
    const std::string_view value = trimmed_xml(cell_.value);
    if (value.empty()) return unfinished();
    const auto index = natural(value);
    if (index && *index < context_.texts.size()) return put(CellKind::text, context_.texts.at(*index));
    return defective(value, Kind::cell_text_number_bad, {std::string(value), std::to_string(context_.texts.size())});
  }

  bool boolean(std::string_view value) {
    if (value == "1" || value == "true") return put(CellKind::boolean, "1");
    if (value == "0" || value == "false") return put(CellKind::boolean, "0");
    return defective(value, Kind::cell_boolean_bad, {std::string(value)});
  }

  bool day(std::string_view value) {
    if (const auto day = day_of_iso(value)) return put(CellKind::day, *day);
    return defective(value, Kind::cell_day_bad, {std::string(value)});
  }

  bool number(std::string_view value) {
    const auto plain = plain_decimal(value);
    if (!plain) return defective(value, Kind::cell_number_bad, {std::string(value)});
    const std::size_t formats = context_.formats.days.size();
    const auto style = cell_.style.empty() ? std::optional<std::uint32_t>(0) : natural(cell_.style);
    const bool known = style && (*style < formats || (*style == 0 && formats == 0));
    if (!known) return defective(*plain, Kind::cell_style_unknown, {cell_.style, std::to_string(formats)});
    const bool shown_as_day = *style < formats && context_.formats.days[*style];
    if (shown_as_day) {
      if (const auto day = day_of_serial(*plain, context_.from_1904)) return put(CellKind::day, *day);
    }
    const bool go_on = put(CellKind::number, *plain);
    if (shown_as_day) report(Kind::cell_day_out_of_range, {*plain});
    if (reading_.options.warn_of_lost_digits && whole_digits(*plain) > kSignificantDigits)
      report(Kind::cell_long_number, {std::string(value)});
    return go_on;
  }

  bool merge(const XmlAttributes& attributes) {
    const std::string_view reference = attributes.get("ref");
    const std::size_t colon = std::min(reference.find(':'), reference.size());
    const auto first = parse_reference(reference.substr(0, colon));
    const auto last = colon < reference.size() ? parse_reference(reference.substr(colon + 1)) : first;
    if (!first || !last || last->row < first->row || last->column < first->column) {
      reading_.report_sheet(Kind::merge_bad, {std::string(reference)});
      return true;
    }
    if (++reading_.merged > kMostMerged) {
      const Limits& limits = reading_.options.limits;
      reading_.report_sheet(Kind::workbook_too_full, {std::to_string(row_), std::to_string(limits.cells), std::to_string(limits.text)});
      reading_.broken = true;
      return false;
    }
    reading_.builder.sheet().merged.push_back({first->row, first->column, last->row, last->column});
    return true;
  }

  const std::string part_;
  const SheetContext& context_;
  Reading& reading_;
  const std::uint64_t limit_;
  std::vector<Element> path_;
  std::size_t skipped_ = 0;  // depth within an element that is not read
  std::bitset<kColumnLimit> hidden_;

  std::uint32_t row_ = 0;
  bool row_fits_ = false, row_begun_ = false, row_hidden_ = false;
  std::uint32_t column_ = 0;  // the first that the next cell may have
  bool added_ = false;        // the last cell
  struct {
    std::string type, style, value, formula;
    std::uint32_t column = 0;
    bool fits = false, has_value = false, has_formula = false, has_item = false;
  } cell_;
  TextItem inline_;
};

}  // namespace

void read_sheet(Parts& parts, const std::string& part, const SheetContext& context, Reading& reading) {
  ReadingSheet handler(part, context, reading);
  parts.parse(part, handler);
}

}  // namespace zhidui::spreadsheet
