#include "spreadsheet/xlsx_parts.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"
#include "spreadsheet/number_text.h"

namespace zhidui::spreadsheet {

namespace {

using text::Kind;

// Parts other than sheets and texts are small; one entry of them takes more memory than it takes in the file.
constexpr std::uint64_t kSmallPart = std::uint64_t{32} << 20;

bool is_true(std::string_view value) { return value == "1" || value == "true" || value == "on"; }

int small_number(std::string_view text) {
  int value = 0;
  if (text.empty() || text.size() > 6) return -1;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

void Parts::expect(std::string_view part) {
  if (const auto* found = package_.find(part)) expected_ += found->unpacked;
}

void Parts::report(Kind kind, std::vector<std::string> arguments) {
  if (in_sheet) reading_.report_sheet(kind, std::move(arguments));
  else reading_.findings.report(kind, std::move(arguments));
}

bool Parts::take(std::string_view part, std::string_view piece, std::uint64_t limit) {
  const Limits& limits = reading_.options.limits;
  read_ += piece.size();
  read_of_part_ += piece.size();
  const std::uint64_t packed = package_.find(part)->packed;
  if (read_ > limits.unpacked || read_of_part_ > limit) {
    report(Kind::package_too_large, {std::to_string(read_), std::to_string(std::min(limits.unpacked, limit))});
    return false;
  }
  if (read_of_part_ > limits.unsuspected && read_of_part_ / limits.ratio > packed) {
    report(Kind::part_suspicious, {std::string(part), std::to_string(packed), std::to_string(read_of_part_)});
    return false;
  }
  // How much there is is known once the parts that name the sheets are read.
  return expected_ == 0 ? reading_.progress(0, 1) : reading_.progress(read_, std::max(expected_, read_));
}

bool Parts::parse(std::string_view part, XmlHandler& handler, std::uint64_t limit) {
  XmlParser parser(handler);
  XmlParser::State state = XmlParser::State::fine;
  bool within = true;
  read_of_part_ = 0;
  const Package::Fault fault = package_.read(part, [&](std::string_view piece) {
    within = take(part, piece, limit);
    if (within) state = parser.feed(piece);
    return within && state == XmlParser::State::fine;
  });
  if (within && fault == Package::Fault::none) state = parser.finish();
  if (within && judge(part, parser, state, fault)) return true;
  reading_.broken = true;
  return false;
}

bool Parts::judge(std::string_view part, const XmlParser& parser, XmlParser::State state, Package::Fault fault) {
  const std::string name(part), line = std::to_string(parser.line());
  switch (state) {
    case XmlParser::State::fine: break;
    case XmlParser::State::stopped: return false;  // the handler has said why
    case XmlParser::State::malformed: report(Kind::part_not_xml, {name, line, parser.error()}); return false;
    case XmlParser::State::has_dtd: report(Kind::part_with_dtd, {name}); return false;
    case XmlParser::State::excessive: report(Kind::part_too_deep, {name, line}); return false;
  }
  switch (fault) {
    case Package::Fault::none: return true;
    case Package::Fault::missing: report(Kind::part_missing, {name}); return false;
    case Package::Fault::damaged: report(Kind::part_damaged, {name}); return false;
    case Package::Fault::encrypted: report(Kind::file_is_encrypted, {}); return false;
    case Package::Fault::stopped: return false;
  }
  return false;
}

namespace {

// Follows the depth; `at` is called for every element with the name of its parent.
class Outline : public XmlHandler {
 public:
  bool open(std::string_view name, const XmlAttributes& attributes) final {
    const bool go_on = at(path_.empty() ? std::string_view() : std::string_view(path_.back()), name, attributes);
    path_.emplace_back(name);
    return go_on;
  }
  bool close(std::string_view) final {
    path_.pop_back();
    return true;
  }
  void text(std::string_view) final {}

 protected:
  virtual bool at(std::string_view parent, std::string_view name, const XmlAttributes& attributes) = 0;

 private:
  std::vector<std::string> path_;
};

// The part that a target names, seen from a folder "xl/": absolute or relative.
std::string resolved(std::string_view folder, std::string_view target) {
  const std::string whole = target.starts_with('/') ? std::string(target) : std::string(folder) + std::string(target);
  std::vector<std::string_view> steps;
  for (std::string_view rest = whole; !rest.empty();) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view step = rest.substr(0, slash);
    rest.remove_prefix(std::min(slash + 1, rest.size()));
    if (step == "..") {
      if (!steps.empty()) steps.pop_back();
    } else if (!step.empty() && step != ".") {
      steps.push_back(step);
    }
  }
  std::string out;
  for (const std::string_view step : steps) out += (out.empty() ? "" : "/") + std::string(step);
  return out;
}

std::string last_step(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }  // npos + 1 is 0

class ReadingRelationships : public Outline {
 public:
  ReadingRelationships(std::string folder, Relationships& out) : folder_(std::move(folder)), out_(out) {}

 private:
  bool at(std::string_view, std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship") return true;
    const bool outside = attributes.get("TargetMode") == "External";
    out_[std::string(attributes.get("Id"))] = {last_step(attributes.get("Type")),
                                               outside ? "" : resolved(folder_, attributes.get("Target"))};
    return true;
  }
  std::string folder_;
  Relationships& out_;
};

class ReadingWorkbook : public Outline {
 public:
  explicit ReadingWorkbook(WorkbookPart& out) : out_(out) {}

 private:
  bool at(std::string_view parent, std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr") out_.from_1904 = is_true(attributes.get("date1904"));
    if (parent != "sheets" || name != "sheet") return true;
    const std::string_view state = attributes.get("state");
    out_.sheets.push_back(
        {unescaped(attributes.get("name")), std::string(attributes.get("id")), state == "hidden" || state == "veryHidden"});
    return true;
  }
  WorkbookPart& out_;
};

class ReadingStyles : public Outline {
 public:
  // Own codes may stand for a number that is built in as well: then they hold.
  std::vector<bool> days() const {
    std::vector<bool> out;
    for (const int format : used_) {
      const auto own = codes_.find(format);
      out.push_back(shows_day(format, own == codes_.end() ? std::string_view() : std::string_view(own->second)));
    }
    return out;
  }

 private:
  bool at(std::string_view parent, std::string_view name, const XmlAttributes& attributes) override {
    if (parent == "numFmts" && name == "numFmt")
      codes_[small_number(attributes.get("numFmtId"))] = std::string(attributes.get("formatCode"));
    if (parent == "cellXfs" && name == "xf") used_.push_back(std::max(small_number(attributes.get("numFmtId")), 0));
    return true;
  }
  std::map<int, std::string> codes_;
  std::vector<int> used_;
};

class ReadingSharedTexts : public XmlHandler {
 public:
  ReadingSharedTexts(SharedTexts& out, const Limits& limits) : out_(out), limits_(limits), item_(limits.cell) {}
  bool too_large = false;

  bool open(std::string_view name, const XmlAttributes& attributes) override {
    if (in_item_) item_.open(name, attributes);
    if (!in_item_ && name == "si") {
      in_item_ = true;
      item_.begin();
    }
    return true;
  }
  bool close(std::string_view name) override {
    if (in_item_ && name == "si") {
      in_item_ = false;
      too_large = !out_.add(item_.value(), limits_);
    } else if (in_item_) {
      item_.close(name);
    }
    return !too_large;
  }
  void text(std::string_view text) override {
    if (in_item_) item_.text(text);
  }

 private:
  SharedTexts& out_;
  const Limits& limits_;
  TextItem item_;
  bool in_item_ = false;
};

}  // namespace

Relationships read_relationships(Parts& parts, const std::string& part) {
  Relationships out;
  const std::size_t name = part.rfind('/') + 1;  // npos + 1 is 0
  const std::string folder = part.substr(0, name), list = folder + "_rels/" + part.substr(name) + ".rels";
  ReadingRelationships handler(folder, out);
  if (parts.has(list)) parts.parse(list, handler, kSmallPart);
  return out;
}

bool read_workbook_part(Parts& parts, const std::string& part, WorkbookPart& out) {
  ReadingWorkbook handler(out);
  return parts.parse(part, handler, kSmallPart);
}

bool read_styles(Parts& parts, const std::string& part, Formats& out) {
  ReadingStyles handler;
  const bool read = parts.parse(part, handler, kSmallPart);
  out.days = handler.days();
  return read;
}

bool read_shared_texts(Parts& parts, const std::string& part, const Limits& limits, SharedTexts& out) {
  ReadingSharedTexts handler(out, limits);
  const bool read = parts.parse(part, handler);
  if (handler.too_large) parts.report(Kind::texts_too_many, {std::to_string(limits.cells), std::to_string(limits.text)});
  return read;
}

bool SharedTexts::add(std::string_view text, const Limits& limits) {
  if (ends_.size() >= limits.cells || bytes_.size() + text.size() > limits.text) return false;
  bytes_ += text;
  ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  return true;
}

void TextItem::begin() {
  value_.clear();
  phonetic_ = 0;
  in_text_ = false;
}

void TextItem::open(std::string_view name, const XmlAttributes& attributes) {
  if (phonetic_ > 0 || name == "rPh") {
    ++phonetic_;
    return;
  }
  if (name != "t") return;
  in_text_ = true;
  preserved_ = attributes.get("space") == "preserve";
  run_.clear();
}

void TextItem::close(std::string_view name) {
  if (phonetic_ > 0) {
    --phonetic_;
    return;
  }
  if (name != "t" || !in_text_) return;
  in_text_ = false;
  if (value_.size() <= limit_) value_ += unescaped(preserved_ ? std::string_view(run_) : trimmed_xml(run_));
}

void TextItem::text(std::string_view text) {
  if (in_text_ && phonetic_ == 0 && run_.size() <= limit_) run_ += text;
}

std::string_view trimmed_xml(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = std::min(text.find_first_not_of(kSpace), text.size());
  return text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
}

namespace {

// The code of "_xHHHH_" at the beginning of the text.
std::optional<char32_t> escape_at(std::string_view text) {
  if (text.size() < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') return std::nullopt;
  char32_t code = 0;
  for (const char c : text.substr(2, 4)) {
    const bool digit = c >= '0' && c <= '9', upper = c >= 'A' && c <= 'F', lower = c >= 'a' && c <= 'f';
    if (!digit && !upper && !lower) return std::nullopt;
    code = code * 16 + static_cast<char32_t>(digit ? c - '0' : (upper ? c - 'A' : c - 'a') + 10);
  }
  // Neither NUL nor half of a pair stands alone.
  return code == 0 || (code >= 0xD800 && code < 0xE000) ? std::nullopt : std::optional(code);
}

}  // namespace

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t next = std::min(text.find("_x", i), text.size());
    out += text.substr(i, next - i);
    i = next;
    if (i == text.size()) break;
    if (const auto code = escape_at(text.substr(i))) {
      base::append(out, *code);
      i += 7;
    } else {
      out += text[i++];
    }
  }
  return out;
}

}  // namespace zhidui::spreadsheet
