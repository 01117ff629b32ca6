#include "report/pdf.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "report/blocks.h"
#include "report/pdf_canvas.h"

namespace zhidui::report {

using Kind = Block::Kind;

namespace {

constexpr Units kLeft = points(50), kRight = Canvas::kWidth - points(50);
constexpr Units kTop = points(62), kBottom = Canvas::kHeight - points(58);
constexpr Units kLabelWidth = points(62), kGap = points(8), kPadding = points(4);
constexpr Colour kBlack{20, 20, 20}, kGrey{85, 85, 85};

Colour ink_of(Tone tone) {
  switch (tone) {
    case Tone::good: return {11, 79, 38};
    case Tone::partial: return {92, 67, 0};
    case Tone::open: return {11, 53, 119};
    case Tone::bad: return {122, 23, 23};
    case Tone::quiet:
    case Tone::plain: break;
  }
  return {64, 64, 64};
}

// Puts blocks below one another; what does not fit goes on on the next sheet, between lines.
class Sheets {
 public:
  Sheets(const Paper& paper, int total, Canvas::Use use) : paper_(paper), total_(total), canvas_(paper.title, use) {}

  void write() {
    begin_sheet();
    text(kLeft, kRight, paper_.heading, {16, true});
    space(2);
    for (const std::string& line : paper_.meta) text(kLeft, kRight, line, {9, false, kGrey});
    space(6);
    bar(paper_.caveat, {9});
    for (const Block& block : paper_.blocks) put(block);
    space(10);
    text(kLeft, kRight, paper_.full_receipt, {8, false, kGrey});
    canvas_.end_sheet();
  }

  int sheets() const { return sheet_; }

  base::Result<std::string> finish() { return canvas_.finish(); }

 private:
  // ---- the sheet ----

  void begin_sheet() {
    if (sheet_ > 0) canvas_.end_sheet();
    ++sheet_;
    line_at(points(34), paper_.name, {8, false, kGrey});
    line_at(points(34), paper_.receipt, {8, false, kGrey, true});
    rule(points(48));
    rule(Canvas::kHeight - points(48));
    const Wording number = say(Sentence::page_number, {verbatim(std::to_string(sheet_)), verbatim(std::to_string(total_))});
    line_at(Canvas::kHeight - points(44), paper_.caveat, {8, false, kGrey});
    line_at(Canvas::kHeight - points(44), number.in(paper_.language), {8, false, kGrey, true});
    y_ = kTop;
  }

  Units room() const { return kBottom - y_; }
  void space(int count) { y_ += points(count); }
  // A title does not stand at the foot of a sheet alone.
  void need(int count) {
    if (room() < points(count)) begin_sheet();
  }

  void rule(Units y) { canvas_.rule(kLeft, kRight, y); }

  // ---- text ----

  void line_at(Units y, const std::string& words, const Type& type) {
    const Units width = (kRight - kLeft) * 3 / 4;
    canvas_.show(canvas_.lay_line(width, words, type), type.right ? kRight - width : kLeft, y);
  }

  // Line by line, so that no line is cut at the foot of a sheet. `mark`: a stripe at the left.
  void text(Units left, Units right, const std::string& words, const Type& type, bool mark = false) {
    if (words.empty()) return;
    const Units indent = mark ? points(8) : 0;
    const Laid laid = canvas_.lay(right - left - indent, words, type);
    for (std::size_t i = 0; i < laid.lines(); ++i) {
      const Units tall = laid.height(i);
      if (tall > room()) begin_sheet();
      if (mark) canvas_.stripe(left, y_, y_ + tall);
      canvas_.show_line(laid, i, left + indent, y_);
      y_ += tall;
    }
  }

  void bar(const std::string& words, const Type& type) {
    text(kLeft, kRight, words, type, true);
    space(4);
  }

  // ---- blocks ----

  void put(const Block& block) {
    if (block.on_screen_only) return;
    switch (block.kind) {
      case Kind::paragraph: return paragraph(block.text, {10});
      case Kind::quiet: return paragraph(block.text, {9, false, kGrey});
      case Kind::notice: return bar(block.text, {9});
      case Kind::total: return total(block);
      case Kind::section: return section(block);
      case Kind::award: return award(block);
      case Kind::fold: return section(block);
      case Kind::clauses: return items(kLeft, block.items);
      case Kind::entries: return entries(block);
      case Kind::table: return table(block);
      case Kind::findings: break;  // of the officer's page, which is printed by the browser
    }
  }

  void paragraph(const std::string& words, const Type& type) {
    text(kLeft, kRight, words, type);
    space(3);
  }

  void total(const Block& block) {
    need(40);
    space(4);
    const Units top = y_;
    y_ += points(6);
    const Laid what = canvas_.lay(points(90), block.text, {11});
    const Laid sum = canvas_.lay(kRight - kLeft - points(120), block.aside, {14, true, kBlack, true});
    canvas_.show(what, kLeft + points(8), y_ + points(3));
    canvas_.show(sum, kLeft + points(112), y_);
    y_ += std::max(sum.height(), what.height()) + points(6);
    canvas_.box(kLeft, top, kRight, y_);
    space(6);
  }

  void section(const Block& block) {
    need(80);
    space(10);
    text(kLeft, kRight, block.text, {12, true});
    rule(y_ + points(1));
    space(6);
    for (const Block& child : block.children) put(child);
  }

  void award(const Block& block) {
    need(70);
    space(4);
    const Laid sum = canvas_.lay(points(200), block.aside + "  " + block.status, {10, true, ink_of(block.tone), true});
    canvas_.show(sum, kRight - points(200), y_);
    const Units below = y_ + sum.height();
    const int sheet = sheet_;
    text(kLeft, kRight - points(210), block.text, {11, true});
    if (sheet == sheet_) y_ = std::max(y_, below);
    space(2);
    for (const Block& child : block.children) put(child);
    space(4);
    if (room() > points(4)) rule(y_);
    space(4);
  }

  void entries(const Block& block) {
    for (const Labelled& each : block.labelled) {
      need(28);
      const Laid label = canvas_.lay(kLabelWidth, each.label, {9, true, kGrey});
      canvas_.show(label, kLeft, y_);
      items(kLeft + kLabelWidth + kGap, each.items);
      space(3);
    }
  }

  void items(Units left, const std::vector<Item>& list) {
    for (const Item& item : list) {
      const std::string& words = item.words.in(paper_.language);
      switch (item.kind) {
        case Item::Kind::plain: text(left, kRight, words, {9}); break;
        case Item::Kind::clause: need(30), text(left, kRight, words, {8, false, kGrey}); break;
        case Item::Kind::quotation: text(left, kRight, words, {9}, true), space(3); break;
        case Item::Kind::sign: text(left + points(item.depth * 4), kRight, item.sign + " " + words, {9}); break;
        case Item::Kind::record: text(left, kRight, words, {9, true}); break;
        case Item::Kind::fact:
          text(left, kRight, words + ": " + item.value.in(paper_.language) + "; " + item.source.in(paper_.language), {9});
          break;
      }
    }
  }

  // ---- tables ----

  using Cells = std::vector<Laid>;

  // Half the width to the first column, the rest in equal parts, unless the table says its shares.
  static std::vector<Units> edges(const Block& table) {
    const std::size_t columns = table.rows.front().size();
    if (!table.shares.empty()) return edges(table.shares);
    const Units first = columns > 1 ? (kRight - kLeft) * 9 / 20 : kRight - kLeft;
    std::vector<Units> out{kLeft, kLeft + first};
    for (std::size_t i = 1; i < columns; ++i)
      out.push_back(kLeft + first + (kRight - kLeft - first) / static_cast<Units>(columns - 1) * static_cast<Units>(i));
    return out;
  }

  static std::vector<Units> edges(const std::vector<unsigned>& shares) {
    const Units all = static_cast<Units>(std::accumulate(shares.begin(), shares.end(), 0U));
    std::vector<Units> out{kLeft};
    Units taken = 0;
    for (const unsigned share : shares) {
      taken += static_cast<Units>(share);
      out.push_back(kLeft + (kRight - kLeft) / all * taken);
    }
    return out;
  }

  Cells cells(const std::vector<std::string>& row, const std::vector<Units>& at, bool bold) {
    Cells out;
    for (std::size_t i = 0; i < row.size(); ++i) out.push_back(canvas_.lay(at[i + 1] - at[i] - 2 * kPadding, row[i], {9, bold}));
    return out;
  }

  void table(const Block& block) {
    const std::vector<Units> at = edges(block);
    const Cells head = cells(block.rows.front(), at, true);
    for (std::size_t i = 1; i < block.rows.size(); ++i) {
      const Cells row = cells(block.rows[i], at, false);
      Units tall = 0;
      for (const Laid& cell : row) tall = std::max(tall, cell.height());
      const bool first = i == 1;
      const Units wanted = std::min(tall, kBottom - kTop - points(60)) + 2 * kPadding + (first ? points(24) : 0);
      if (wanted > room()) {
        begin_sheet();
        whole_row(head, at);
      } else if (first) {
        whole_row(head, at);
      }
      broken_row(row, head, at);
    }
    space(6);
  }

  void whole_row(const Cells& row, const std::vector<Units>& at) {
    Units tall = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      canvas_.show(row[i], at[i] + kPadding, y_ + kPadding);
      tall = std::max(tall, row[i].height());
    }
    close_row(at, y_ + tall + 2 * kPadding);
  }

  void close_row(const std::vector<Units>& at, Units bottom) {
    for (std::size_t i = 0; i + 1 < at.size(); ++i) canvas_.box(at[i], y_, at[i + 1], bottom);
    y_ = bottom;
  }

  // A row that is taller than a sheet goes on below the head on the next.
  void broken_row(const Cells& row, const Cells& head, const std::vector<Units>& at) {
    std::vector<std::size_t> shown(row.size(), 0);
    const auto rest = [&] {
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (shown[i] < row[i].lines()) return true;
      }
      return false;
    };
    while (rest()) {
      Units lowest = y_ + kPadding;
      for (std::size_t i = 0; i < row.size(); ++i) {
        Units y = y_ + kPadding;
        for (; shown[i] < row[i].lines() && y + row[i].height(shown[i]) + kPadding <= kBottom; ++shown[i]) {
          canvas_.show_line(row[i], shown[i], at[i] + kPadding, y);
          y += row[i].height(shown[i]);
        }
        lowest = std::max(lowest, y);
      }
      close_row(at, lowest + kPadding);
      if (!rest()) return;
      begin_sheet();
      whole_row(head, at);
    }
  }

  const Paper& paper_;
  int total_;
  Canvas canvas_;
  Units y_ = kTop;
  int sheet_ = 0;
};

}  // namespace

base::Result<std::string> applicant_pdf(const View& view, const outcome::Answer& answer, const std::vector<Explanation>& awards,
                                        Language language) {
  return pdf_of(applicant_page(view, answer, awards, language));
}

base::Result<std::string> pdf_of(const Paper& paper) {
  if (!has_chinese_font()) return base::Error{base::Error::Code::not_found, "no font for Chinese"};
  // Each sheet says how many there are.
  Sheets counted(paper, 1, Canvas::Use::measure);
  counted.write();
  Sheets sheets(paper, counted.sheets(), Canvas::Use::draw);
  sheets.write();
  return sheets.finish();
}

}  // namespace zhidui::report
