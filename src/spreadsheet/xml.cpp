#include "spreadsheet/xml.h"

#include <expat.h>

#include <algorithm>

namespace zhidui::spreadsheet {

namespace {

constexpr int kDepthLimit = 64;
// The parser keeps a tag until it is whole and looks at it from its beginning with every piece.
constexpr std::uint64_t kTagLimit = std::uint64_t{1} << 20;

std::string_view local(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

std::string_view XmlAttributes::get(std::string_view name) const {
  for (const char** pair = pairs_; *pair; pair += 2) {
    if (local(pair[0]) == name) return pair[1];
  }
  return {};
}

struct XmlParser::Inside {
  explicit Inside(XmlHandler& handler_) : handler(handler_), parser(XML_ParserCreate(nullptr)) {
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, opened, closed);
    XML_SetCharacterDataHandler(parser, characters);
    XML_SetStartDoctypeDeclHandler(parser, doctype);
  }
  ~Inside() { XML_ParserFree(parser); }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

  void stop(State why) {
    if (state == State::fine) state = why;
    XML_StopParser(parser, XML_FALSE);
  }

  // A parser that was stopped may still hand over the end of an empty element: nothing reaches the handler any more.
  static void XMLCALL opened(void* data, const XML_Char* name, const XML_Char** attributes) {
    auto& self = *static_cast<Inside*>(data);
    if (self.state != State::fine) return;
    if (++self.depth > kDepthLimit) return self.stop(State::excessive);
    if (!self.handler.open(local(name), XmlAttributes(attributes))) self.stop(State::stopped);
  }
  static void XMLCALL closed(void* data, const XML_Char* name) {
    auto& self = *static_cast<Inside*>(data);
    if (self.state != State::fine) return;
    --self.depth;
    if (!self.handler.close(local(name))) self.stop(State::stopped);
  }
  static void XMLCALL characters(void* data, const XML_Char* text, int length) {
    auto& self = *static_cast<Inside*>(data);
    if (self.state == State::fine) self.handler.text({text, static_cast<std::size_t>(length)});
  }
  static void XMLCALL doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    static_cast<Inside*>(data)->stop(State::has_dtd);
  }

  XmlHandler& handler;
  XML_Parser parser;
  int depth = 0;
  std::uint64_t fed = 0;
  State state = State::fine;
};

XmlParser::XmlParser(XmlHandler& handler) : inside_(std::make_unique<Inside>(handler)) {}
XmlParser::~XmlParser() = default;

XmlParser::State XmlParser::feed(std::string_view piece) {
  if (inside_->state != State::fine) return inside_->state;
  const XML_Status status = XML_Parse(inside_->parser, piece.data(), static_cast<int>(piece.size()), 0);
  if (status == XML_STATUS_ERROR && inside_->state == State::fine) inside_->state = State::malformed;
  inside_->fed += piece.size();
  const auto done = static_cast<std::uint64_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(inside_->parser), 0));
  if (inside_->state == State::fine && inside_->fed > done + kTagLimit) inside_->stop(State::excessive);
  return inside_->state;
}

XmlParser::State XmlParser::finish() {
  if (inside_->state != State::fine) return inside_->state;
  if (XML_Parse(inside_->parser, nullptr, 0, 1) == XML_STATUS_ERROR && inside_->state == State::fine) inside_->state = State::malformed;
  return inside_->state;
}

std::uint64_t XmlParser::line() const { return XML_GetCurrentLineNumber(inside_->parser); }
std::string XmlParser::error() const { return XML_ErrorString(XML_GetErrorCode(inside_->parser)); }

}  // namespace zhidui::spreadsheet
