// The one place that hands numbers to libxlsxwriter, which takes them as floating point: everything that 15 decimal digits
// do not hold goes out as a text instead.
#include "spreadsheet/writer.h"

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include "base/check.h"
#include "base/utf8.h"
#include "spreadsheet/package.h"

namespace zhidui::spreadsheet {

namespace fs = std::filesystem;
using base::Error;

namespace {

constexpr std::size_t kExactDigits = 15;
// Every file says it was made on this day, so that the bytes do not depend on the clock: 2000-01-01.
constexpr time_t kCreated = 946'684'800;
constexpr std::int32_t kDayOfSerialZero = 25'569;  // 1970-01-01 counted from 1899-12-30
constexpr std::int32_t kFirstRightSerial = 61;     // 1900-03-01: before it spreadsheets know a 29 February 1900
constexpr unsigned kNoteColumnPixels = 320, kNoteLinePixels = 20, kNoteLineUnits = 24;

enum class Kind { text, integer, money, percent, number, date, link };

const char* number_format(Kind kind) {
  switch (kind) {
    case Kind::integer: return "#,##0_ ";
    case Kind::money: return "#,##0.00_ ";
    case Kind::percent: return "0.00##%";
    case Kind::number: return "#,##0.##########";
    case Kind::date: return "yyyy-mm-dd";
    case Kind::text:
    case Kind::link: return "@";
  }
  return "@";
}

struct Colours {
  lxw_color_t background, letters;
};

// Dark letters on light ground: at least 7 to 1.
Colours colours_of(Tone tone) {
  switch (tone) {
    case Tone::good: return {0xE6F4EA, 0x0B4F26};
    case Tone::partial: return {0xFFF4D6, 0x5C4300};
    case Tone::open: return {0xE3EEFB, 0x0B3577};
    case Tone::bad: return {0xFBE9E7, 0x7A1717};
    case Tone::quiet: return {0xF2F2F2, 0x404040};
    case Tone::plain: break;
  }
  return {0xFFFFFF, 0x000000};
}

std::size_t units_of(char32_t point) { return point >= 0x10000 ? 2 : 1; }

std::size_t units(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode(text, i);
    count += units_of(point.value);
    i += point.length;
  }
  return count;
}

std::string cut_to(const std::string& text, std::size_t most) {
  if (units(text) <= most) return text;
  std::string out;
  std::size_t count = 1;  // the …
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode(text, i);
    count += units_of(point.value);
    if (count > most) break;
    out += text.substr(i, point.length);
    i += point.length;
  }
  return out + "…";
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// "_x0041_" within a text means the letter A to a spreadsheet; its first sign is spelled out so that it stays as it is.
bool is_coded_sign(std::string_view text, std::size_t at) {
  constexpr std::size_t kLength = 7;
  if (text.size() < at + kLength || text.substr(at, 2) != "_x" || text[at + kLength - 1] != '_') return false;
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 2, text.begin() + static_cast<std::ptrdiff_t>(at + kLength) - 1,
                     is_hex);
}

// A text as the file has to hold it, so that a spreadsheet reads just that.
std::string coded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode(text, i);
    const bool no_character = point.value == 0xFFFE || point.value == 0xFFFF;  // XML has no way to write them
    if (is_coded_sign(text, i)) out += "_x005F_";
    else if (no_character) base::append(out, 0xFFFD);
    else out += text.substr(i, point.length);
    i += point.length;
  }
  return out;
}

// What a cell may hold, shown as it is.
std::string cell_text(std::string_view text, std::size_t most = kMostTextUnits) {
  return coded(cut_to(base::visible(text, base::Shown::page), most));
}

// The number nearest to a decimal of at most 15 digits, which is shown as that decimal again; nullopt for any other.
std::optional<double> exact_number(const base::Rational& number) {
  const std::string decimal = number.to_decimal_string();
  if (decimal.find('/') != std::string::npos) return std::nullopt;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto first = std::find_if(decimal.begin(), decimal.end(), [](char c) { return c >= '1' && c <= '9'; });
  if (static_cast<std::size_t>(std::count_if(first, decimal.end(), digit)) > kExactDigits) return std::nullopt;
  double value = 0;
  const auto read = std::from_chars(decimal.data(), decimal.data() + decimal.size(), value);
  CHECK(read.ec == std::errc());
  return value;
}

std::string doubled(std::string_view text, char sign) {
  std::string out;
  for (const char c : text) out.append(c == sign ? 2 : 1, c);
  return out;
}

std::string range_text(const Area& area) {
  std::array<char, LXW_MAX_CELL_RANGE_LENGTH> range{};
  lxw_rowcol_to_range_abs(range.data(), area.first_row, area.first_column, area.last_row, area.last_column);
  return range.data();
}

std::string cell_name(RowIndex row, ColumnIndex column) {
  std::array<char, LXW_MAX_CELL_NAME_LENGTH> name{};
  lxw_rowcol_to_cell(name.data(), row, column);
  return name.data();
}

// Of the formula that names a sheet; its own apostrophes are doubled.
std::string quoted_sheet(const SheetWriter& sheet) { return "'" + doubled(sheet.name(), '\'') + "'"; }

Error unwritable(const std::string& path, const std::string& why) {
  return {Error::Code::unreadable, "cannot be written: " + path + (why.empty() ? "" : " (" + why + ")")};
}

// The library tells stderr of errors in words of its own; we say them ourselves.
class Silence {
 public:
  Silence() : kept_(dup(STDERR_FILENO)) {
    std::fflush(stderr);
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (kept_ >= 0 && nowhere >= 0) dup2(nowhere, STDERR_FILENO);
    if (nowhere >= 0) close(nowhere);
  }
  ~Silence() {
    std::fflush(stderr);
    if (kept_ >= 0) dup2(kept_, STDERR_FILENO), close(kept_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  int kept_;
};

// A folder of our own for what is written on the way to a buffer.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "zhidui-XXXXXX").string();
    if (!error && mkdtemp(name.data())) path_ = name;
  }
  ~ScratchFolder() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

struct WorkbookInner {
  using Memory = WorkbookWriter::Memory;
  lxw_workbook* book = nullptr;
  std::string path, folder;
  std::unique_ptr<ScratchFolder> scratch;
  Memory memory = Memory::whole;
  std::map<std::pair<Style, Kind>, lxw_format*> formats;
  std::vector<std::unique_ptr<SheetWriter>> sheets;
  std::set<std::string> names;
  std::optional<Error> failure;

  WorkbookInner() = default;
  WorkbookInner(const WorkbookInner&) = delete;
  WorkbookInner& operator=(const WorkbookInner&) = delete;
  ~WorkbookInner() {
    if (!book) return;
    lxw_workbook_free(book);
    remove_file();
  }

  // Never a device.
  void remove_file() const {
    std::error_code error;
    if (fs::is_regular_file(path, error)) fs::remove(path, error);
  }

  void keep(lxw_error error) {
    if (error != LXW_NO_ERROR && !failure) failure = Error{Error::Code::limit, std::string("in a workbook: ") + lxw_strerror(error)};
  }

  lxw_format* format(const Style& style, Kind kind) {
    const auto [found, made] = formats.try_emplace({style, kind}, nullptr);
    if (made) found->second = new_format(style, kind);
    return found->second;
  }

  lxw_format* new_format(const Style& style, Kind kind) const {
    lxw_format* format = workbook_add_format(book);
    CHECK(format != nullptr);
    format_set_num_format(format, number_format(kind));
    if (style.bold || style.header || style.large) format_set_bold(format);
    if (style.large) format_set_font_size(format, 14);
    if (style.wrapped || style.header) format_set_text_wrap(format);
    format_set_align(format, style.header ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
    if (style.header) {
      format_set_bg_color(format, 0xDDE3EA);
      format_set_border(format, LXW_BORDER_THIN);
      format_set_border_color(format, 0x9AA5B1);
    } else if (style.tone != Tone::plain) {
      format_set_bg_color(format, colours_of(style.tone).background);
      format_set_font_color(format, colours_of(style.tone).letters);
    }
    if (kind == Kind::link) {
      format_set_font_color(format, 0x0B3577);
      format_set_underline(format, LXW_UNDERLINE_SINGLE);
    }
    return format;
  }

  static base::Result<std::unique_ptr<WorkbookInner>> create(const std::string& path, const Properties& properties, Memory memory);
};

struct SheetWriter::Inner {
  WorkbookInner* of = nullptr;
  lxw_worksheet* sheet = nullptr;
  std::size_t links = 0;
  RowIndex last_row = 0;

  lxw_format* at(RowIndex row, const Style& style, Kind kind) {
    // Written to the disk already.
    CHECK(of->memory == WorkbookWriter::Memory::whole || row >= last_row);
    last_row = std::max(last_row, row);
    return of->format(style, kind);
  }

  void string(RowIndex row, ColumnIndex column, const std::string& text, const Style& style, Kind kind = Kind::text) {
    lxw_format* format = at(row, style, kind);
    if (text.empty()) of->keep(worksheet_write_blank(sheet, row, column, format));
    else of->keep(worksheet_write_string(sheet, row, column, text.c_str(), format));
  }

  void number(RowIndex row, ColumnIndex column, const base::Rational& value, const Style& style, Kind kind, const std::string& otherwise) {
    if (const auto exact = exact_number(value)) of->keep(worksheet_write_number(sheet, row, column, *exact, at(row, style, kind)));
    else string(row, column, otherwise, style);
  }

  void validate(const Area& area, lxw_data_validation& rule, const SheetWriter::Words& words) {
    std::string prompt = cell_text(words.prompt, kMostMessageUnits), refused = cell_text(words.refused, kMostMessageUnits);
    if (!prompt.empty()) rule.input_message = prompt.data();
    if (!refused.empty()) rule.error_message = refused.data();
    of->keep(worksheet_data_validation_range(sheet, area.first_row, area.first_column, area.last_row, area.last_column, &rule));
  }
};

SheetWriter::SheetWriter(std::unique_ptr<Inner> inner, std::string name) : inner_(std::move(inner)), name_(std::move(name)) {}
SheetWriter::~SheetWriter() = default;

// ---- cells ----

void SheetWriter::text(RowIndex row, ColumnIndex column, std::string_view text, const Style& style) {
  inner_->string(row, column, cell_text(text), style);
}

bool SheetWriter::verbatim(RowIndex row, ColumnIndex column, std::string_view text, const Style& style) {
  const std::string held = coded(text);
  if (units(held) > kMostTextUnits) return false;
  inner_->string(row, column, held, style);
  return true;
}

void SheetWriter::integer(RowIndex row, ColumnIndex column, std::int64_t number, const Style& style) {
  inner_->number(row, column, number, style, Kind::integer, std::to_string(number));
}

void SheetWriter::money(RowIndex row, ColumnIndex column, const base::Rational& fen, const Style& style) {
  const bool whole_fen = fen.is_integer();
  if (whole_fen) inner_->number(row, column, fen / 100, style, Kind::money, base::yuan_text(fen));
  else inner_->string(row, column, base::yuan_text(fen), style);
}

void SheetWriter::ratio(RowIndex row, ColumnIndex column, const base::Rational& ratio, const Style& style) {
  inner_->number(row, column, ratio, style, Kind::percent, ratio.to_string());
}

void SheetWriter::number(RowIndex row, ColumnIndex column, const base::Rational& number, const Style& style) {
  inner_->number(row, column, number, style, number.is_integer() ? Kind::integer : Kind::number, number.to_decimal_string());
}

void SheetWriter::date(RowIndex row, ColumnIndex column, base::Date date, const Style& style) {
  const std::int32_t serial = date.days + kDayOfSerialZero;
  if (serial < kFirstRightSerial) return inner_->string(row, column, date.to_string(), style);
  inner_->of->keep(worksheet_write_number(inner_->sheet, row, column, serial, inner_->at(row, style, Kind::date)));
}

void SheetWriter::yes_no(RowIndex row, ColumnIndex column, bool yes, text::Language language, const Style& style) {
  const bool zh = language == text::Language::zh;
  inner_->string(row, column, yes ? (zh ? "是" : "yes") : (zh ? "否" : "no"), style);
}

void SheetWriter::blank(RowIndex row, ColumnIndex column, const Style& style) { inner_->string(row, column, "", style); }

void SheetWriter::link(RowIndex row, ColumnIndex column, std::string_view text, const SheetWriter& target, RowIndex target_row,
                       ColumnIndex target_column, const Style& style) {
  const std::string words = cell_text(text);
  if (words.empty() || inner_->links >= kMostLinksOfSheet) return inner_->string(row, column, words, style);
  ++inner_->links;
  const std::string to = "internal:" + quoted_sheet(target) + "!" + cell_name(target_row, target_column);
  lxw_format* format = inner_->at(row, style, Kind::link);
  inner_->of->keep(worksheet_write_url_opt(inner_->sheet, row, column, to.c_str(), format, words.c_str(), nullptr));
}

void SheetWriter::note(RowIndex row, ColumnIndex column, std::string_view text) {
  const std::string words = cell_text(text);
  if (words.empty()) return;
  const auto lines =
      static_cast<unsigned>(units(words) / kNoteLineUnits + 2 + static_cast<std::size_t>(std::count(words.begin(), words.end(), '\n')));
  lxw_comment_options options{};
  options.width = kNoteColumnPixels;
  options.height = static_cast<std::uint16_t>(std::min(lines, 20u) * kNoteLinePixels);
  inner_->of->keep(worksheet_write_comment_opt(inner_->sheet, row, column, words.c_str(), &options));
}

// ---- the sheet as a whole ----

void SheetWriter::column_width(ColumnIndex first, ColumnIndex last, unsigned characters, Typed typed) {
  lxw_format* format = typed == Typed::freely ? nullptr : inner_->of->format({}, typed == Typed::as_text ? Kind::text : Kind::date);
  inner_->of->keep(worksheet_set_column(inner_->sheet, first, last, characters, format));
}

void SheetWriter::hide_columns(ColumnIndex first, ColumnIndex last) {
  lxw_row_col_options hidden{};
  hidden.hidden = LXW_TRUE;
  inner_->of->keep(worksheet_set_column_opt(inner_->sheet, first, last, LXW_DEF_COL_WIDTH, nullptr, &hidden));
}

void SheetWriter::row_height(RowIndex row, unsigned points) { inner_->of->keep(worksheet_set_row(inner_->sheet, row, points, nullptr)); }

void SheetWriter::freeze(RowIndex rows, ColumnIndex columns) { worksheet_freeze_panes(inner_->sheet, rows, columns); }

void SheetWriter::autofilter(const Area& area) {
  inner_->of->keep(worksheet_autofilter(inner_->sheet, area.first_row, area.first_column, area.last_row, area.last_column));
}

void SheetWriter::print_area(const Area& area) {
  inner_->of->keep(worksheet_print_area(inner_->sheet, area.first_row, area.first_column, area.last_row, area.last_column));
}

void SheetWriter::print(const Print& setup) {
  constexpr std::uint8_t kA4 = 9;
  constexpr std::size_t kMostPart = 100;  // the format allows 255 together
  worksheet_set_paper(inner_->sheet, kA4);
  if (setup.paper == Paper::landscape) worksheet_set_landscape(inner_->sheet);
  worksheet_fit_to_pages(inner_->sheet, 1, 0);
  if (setup.repeated_rows > 0) inner_->of->keep(worksheet_repeat_rows(inner_->sheet, 0, setup.repeated_rows - 1));
  // '&' begins a code there.
  const auto part = [](const std::string& words) { return doubled(cell_text(words, kMostPart), '&'); };
  const std::string header = "&L" + part(setup.header_left) + "&R" + part(setup.header_right);
  const std::string footer = "&L" + part(setup.footer_left) + "&R&P / &N";
  if (!setup.header_left.empty() || !setup.header_right.empty()) inner_->of->keep(worksheet_set_header(inner_->sheet, header.c_str()));
  inner_->of->keep(worksheet_set_footer(inner_->sheet, footer.c_str()));
}

// ---- what may be entered ----

bool SheetWriter::choice(const Area& area, const std::vector<std::string>& entries, const Words& words) {
  std::size_t length = entries.empty() ? 0 : entries.size() - 1;
  std::vector<std::string> texts;
  for (const std::string& entry : entries) {
    texts.push_back(cell_text(entry));
    length += units(texts.back());
    if (entry.empty() || entry.find_first_of(",\n\"") != std::string::npos) return false;
  }
  if (entries.empty() || length > kMostChoiceUnits) return false;
  std::vector<char*> list;
  for (std::string& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  lxw_data_validation rule{};
  rule.validate = LXW_VALIDATION_TYPE_LIST;
  rule.value_list = list.data();
  inner_->validate(area, rule, words);
  return true;
}

void SheetWriter::choice(const Area& area, const SheetWriter& entries_on, const Area& entries, const Words& words) {
  std::string formula = "=" + quoted_sheet(entries_on) + "!" + range_text(entries);
  lxw_data_validation rule{};
  rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
  rule.value_formula = formula.data();
  inner_->validate(area, rule, words);
}

void SheetWriter::only_dates(const Area& area, base::Date first, base::Date last, const Words& words) {
  lxw_data_validation rule{};
  rule.validate = LXW_VALIDATION_TYPE_DATE_NUMBER;
  rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
  rule.minimum_number = first.days + kDayOfSerialZero;
  rule.maximum_number = last.days + kDayOfSerialZero;
  inner_->validate(area, rule, words);
}

void SheetWriter::only_numbers(const Area& area, std::int64_t least, std::int64_t most, bool whole, const Words& words) {
  lxw_data_validation rule{};
  rule.validate = whole ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL;
  rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
  rule.minimum_number = static_cast<double>(least);
  rule.maximum_number = static_cast<double>(most);
  inner_->validate(area, rule, words);
}

// ---- the workbook ----

WorkbookWriter::WorkbookWriter(std::unique_ptr<WorkbookInner> inner) : inner_(std::move(inner)) {}
WorkbookWriter::WorkbookWriter(WorkbookWriter&& other) noexcept = default;
WorkbookWriter::~WorkbookWriter() = default;

base::Result<std::unique_ptr<WorkbookInner>> WorkbookInner::create(const std::string& path, const Properties& properties, Memory memory) {
  auto inner = std::make_unique<WorkbookInner>();
  inner->path = path;
  inner->folder = fs::path(path).has_parent_path() ? fs::path(path).parent_path().string() : ".";
  inner->memory = memory;
  // The library would say so only at the end, and on stderr.
  if (!std::ofstream(path, std::ios::binary)) return unwritable(path, "");
  lxw_workbook_options options{};
  options.constant_memory = memory == Memory::by_rows ? LXW_TRUE : LXW_FALSE;
  options.tmpdir = inner->folder.data();
  options.use_zip64 = memory == Memory::by_rows ? LXW_TRUE : LXW_FALSE;
  inner->book = workbook_new_opt(path.c_str(), &options);
  CHECK(inner->book != nullptr);
  std::string title = cell_text(properties.title, 200), subject = cell_text(properties.subject, 200);
  std::string author = cell_text(properties.author, 200), comments = cell_text(properties.comments, 200);
  lxw_doc_properties stated{};
  stated.title = title.data();
  stated.subject = subject.data();
  stated.author = author.data();
  stated.comments = comments.data();
  stated.created = kCreated;
  inner->keep(workbook_set_properties(inner->book, &stated));
  return inner;
}

base::Result<WorkbookWriter> WorkbookWriter::to_file(const std::string& path, const Properties& properties, Memory memory) {
  return WorkbookWriter(TRY(WorkbookInner::create(path, properties, memory)));
}

base::Result<WorkbookWriter> WorkbookWriter::to_memory(const Properties& properties) {
  auto scratch = std::make_unique<ScratchFolder>();
  if (scratch->path().empty()) return unwritable(fs::temp_directory_path().string(), "");
  auto inner = TRY(WorkbookInner::create((fs::path(scratch->path()) / "book.xlsx").string(), properties, Memory::whole));
  inner->scratch = std::move(scratch);
  return WorkbookWriter(std::move(inner));
}

namespace {

// Names that differ in capitals only are the same to a spreadsheet.
std::string without_capitals(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

std::string allowed_name(std::string_view wanted) {
  std::string out;
  for (const char c : base::visible(wanted)) out += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : '_';
  // The name of a sheet of the program's own.
  if (out.empty() || without_capitals(out) == "history") out += "_";
  return cut_to(out, kMostSheetName);
}

// The library does not notice when what it writes on the way is cut short by a full disk.
std::optional<Error> not_whole(const std::string& path) {
  const auto package = Package::open(path);
  return package.ok() && is_whole(*package) ? std::nullopt : std::optional<Error>(unwritable(path, "cut short"));
}

}  // namespace

SheetWriter& WorkbookWriter::add(std::string_view name, bool hidden) {
  const std::string wanted = allowed_name(name);
  std::string given = wanted;
  for (int n = 2; !inner_->names.insert(without_capitals(given)).second; ++n) {
    const std::string number = " (" + std::to_string(n) + ")";
    given = cut_to(wanted, kMostSheetName - number.size()) + number;
  }
  auto inner = std::make_unique<SheetWriter::Inner>();
  inner->of = inner_.get();
  inner->sheet = workbook_add_worksheet(inner_->book, given.c_str());
  CHECK(inner->sheet != nullptr);
  if (hidden) worksheet_hide(inner->sheet);
  worksheet_set_comments_author(inner->sheet, "");
  inner_->sheets.push_back(std::unique_ptr<SheetWriter>(new SheetWriter(std::move(inner), given)));
  return *inner_->sheets.back();
}

SheetWriter& WorkbookWriter::add(std::string_view name) { return add(name, false); }
SheetWriter& WorkbookWriter::add_hidden(std::string_view name) { return add(name, true); }

std::optional<Error> WorkbookWriter::finish() {
  CHECK(inner_->book != nullptr);
  lxw_error closed = LXW_NO_ERROR;
  {
    const Silence silence;
    closed = workbook_close(std::exchange(inner_->book, nullptr));
  }
  if (!inner_->failure && closed != LXW_NO_ERROR) inner_->failure = unwritable(inner_->path, lxw_strerror(closed));
  if (!inner_->failure) inner_->failure = not_whole(inner_->path);
  if (inner_->failure) inner_->remove_file();
  return inner_->failure;
}

base::Result<std::string> WorkbookWriter::finish_bytes() {
  CHECK(inner_->scratch != nullptr);
  if (auto failure = finish()) return *std::move(failure);
  std::ifstream in(inner_->path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) return Error{Error::Code::unreadable, "cannot be read: " + inner_->path};
  return bytes;
}

}  // namespace zhidui::spreadsheet
