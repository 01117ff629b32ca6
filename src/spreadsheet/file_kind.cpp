#include "spreadsheet/file_kind.h"

#include <algorithm>
#include <utility>

namespace zhidui::spreadsheet {

namespace {

using text::Kind;
using namespace std::string_view_literals;

constexpr std::size_t kHead = 4096;

struct Beginning {
  std::string_view bytes;
  Kind kind;
  std::string_view argument;
};

constexpr Beginning kBeginnings[] = {
    {"%PDF-"sv, Kind::file_is_pdf, ""},
    {"\x89PNG\r\n\x1A\n"sv, Kind::file_is_image, "PNG"},
    {"\xFF\xD8\xFF"sv, Kind::file_is_image, "JPEG"},
    {"GIF8"sv, Kind::file_is_image, "GIF"},
    {"II*\0"sv, Kind::file_is_image, "TIFF"},
    {"MM\0*"sv, Kind::file_is_image, "TIFF"},
    {"Rar!\x1A\x07"sv, Kind::file_is_archive, "RAR"},
    {"7z\xBC\xAF\x27\x1C"sv, Kind::file_is_archive, "7z"},
    {"\x1F\x8B\x08"sv, Kind::file_is_archive, "gzip"},
    {"{\\rtf"sv, Kind::file_is_document, "RTF"},
    // Workbooks before Excel 5 stand in no container.
    {"\x09\x00\x04\x00"sv, Kind::file_is_old_xls, ""},
    {"\x09\x02\x06\x00"sv, Kind::file_is_old_xls, ""},
    {"\x09\x04\x06\x00"sv, Kind::file_is_old_xls, ""},
    {"\x09\x08\x08\x00"sv, Kind::file_is_old_xls, ""},
    {"\x09\x08\x10\x00"sv, Kind::file_is_old_xls, ""},
    {"ID;P"sv, Kind::file_is_document, "SYLK"},
};

constexpr std::string_view kCompound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;  // OLE2, [MS-CFB]

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// Where a stream is named in the directory; names are UTF-16.
std::size_t find_stream(std::string_view bytes, std::string_view name) {
  std::string wide;
  for (const char c : name) wide += {c, '\0'};
  return bytes.find(wide + '\0' + '\0');
}

// Documents may hold others; their own stream is named first.
Refusal compound(std::string_view bytes) {
  const std::pair<std::string_view, Refusal> streams[] = {
      {"EncryptedPackage", {Kind::file_is_encrypted, {}}},
      {"Workbook", {Kind::file_is_old_xls, {}}},
      {"Book", {Kind::file_is_old_xls, {}}},
      {"WordDocument", {Kind::file_is_document, {"Word (.doc)"}}},
      {"PowerPoint Document", {Kind::file_is_document, {"PowerPoint (.ppt)"}}},
  };
  std::size_t first = std::string_view::npos;
  Refusal out{Kind::file_is_document, {"compound (OLE2)"}};
  for (const auto& [name, refusal] : streams) {
    const std::size_t at = find_stream(bytes, name);
    if (at >= first) continue;
    first = at;
    out = refusal;
  }
  return out;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::optional<Refusal> marked_up(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
  const std::string head = lowered(bytes.substr(0, kHead));
  if (head.starts_with("mime-version:")) return Refusal{Kind::file_is_html, {"MHTML"}};
  if (!head.starts_with('<')) return std::nullopt;
  if (holds(head, "urn:schemas-microsoft-com:office:spreadsheet")) return Refusal{Kind::file_is_xml, {"XML Spreadsheet 2003"}};
  for (const char* tag : {"<!doctype html", "<html", "<head", "<body", "<table", "<meta"}) {
    if (holds(head, tag)) return Refusal{Kind::file_is_html, {"HTML"}};
  }
  if (head.starts_with("<?xml")) return Refusal{Kind::file_is_xml, {"XML"}};
  return std::nullopt;
}

// Texts hold hardly any control characters. A NUL may be that of UTF-16 without its mark, of which the reader of texts speaks.
std::optional<Refusal> binary(std::string_view bytes) {
  constexpr std::size_t kFewControls = 4, kOneOf = 20;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return std::nullopt;
  const std::string_view head = bytes.substr(0, kHead);
  const auto is_control = [](char c) { return c > 0 && c < 0x20 && "\t\n\v\f\r\x1A\x1B"sv.find(c) == std::string_view::npos; };
  const auto controls = static_cast<std::size_t>(std::count_if(head.begin(), head.end(), is_control));
  if (controls < kFewControls || controls * kOneOf < head.size()) return std::nullopt;
  const auto first = std::find_if(head.begin(), head.end(), is_control) - head.begin();
  return Refusal{Kind::file_unknown, {std::to_string(first + 1)}};
}

}  // namespace

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"); }

std::optional<Refusal> refused_by_first_bytes(std::string_view bytes) {
  for (const Beginning& each : kBeginnings) {
    if (bytes.starts_with(each.bytes)) return Refusal{each.kind, {std::string(each.argument)}};
  }
  if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return Refusal{Kind::file_is_image, {"WebP"}};
  if (bytes.substr(0, 8).ends_with("ftyp") && bytes.size() > 8) {
    if (holds(bytes.substr(8, 16), "hei") || holds(bytes.substr(8, 16), "mif1")) return Refusal{Kind::file_is_image, {"HEIC"}};
  }
  // A text may begin with these letters; the size of its header follows in a bitmap.
  if (bytes.starts_with("BM") && bytes.size() > 18 && bytes.substr(6, 4) == "\0\0\0\0"sv) return Refusal{Kind::file_is_image, {"BMP"}};
  if (bytes.starts_with(kCompound)) return compound(bytes);
  if (auto refusal = marked_up(bytes)) return refusal;
  return is_zip(bytes) ? std::nullopt : binary(bytes);
}

std::optional<Refusal> refused_package(const Package& package) {
  std::string mime;
  const auto read = package.read("mimetype", [&](std::string_view piece) { return mime += piece, mime.size() < kHead; });
  if (read == Package::Fault::none) {
    if (holds(mime, "opendocument.spreadsheet")) return Refusal{Kind::file_is_ods, {"ODS"}};
    if (holds(mime, "opendocument")) return Refusal{Kind::file_is_ods, {mime.substr(mime.find("opendocument"))}};
    if (holds(mime, "ofd")) return Refusal{Kind::file_is_document, {"OFD"}};
  }
  if (package.find("xl/workbook.bin")) return Refusal{Kind::file_is_xlsb, {}};
  if (package.find("word/document.xml")) return Refusal{Kind::file_is_document, {"Word (.docx)"}};
  if (package.find("ppt/presentation.xml")) return Refusal{Kind::file_is_document, {"PowerPoint (.pptx)"}};
  if (package.find("OFD.xml")) return Refusal{Kind::file_is_document, {"OFD"}};
  if (!package.find("[Content_Types].xml") && !package.find("xl/workbook.xml")) return Refusal{Kind::file_is_archive, {"ZIP"}};
  return std::nullopt;
}

}  // namespace zhidui::spreadsheet
