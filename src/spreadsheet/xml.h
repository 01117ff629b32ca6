// XML in pieces, as events. Names come without their prefix: the parts of a workbook use one vocabulary under several namespaces
// (transitional and strict). Documents with a DTD are refused, so no entity is ever expanded. expat stays inside xml.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace zhidui::spreadsheet {

class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  // The value of the attribute of that local name, "" if it is not there.
  std::string_view get(std::string_view name) const;

 private:
  const char** pairs_;
};

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  // False stops the parsing; what was wrong is known to the handler.
  virtual bool open(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual bool close(std::string_view name) = 0;
  virtual void text(std::string_view text) = 0;
};

class XmlParser {
 public:
  // excessive: nested too deeply, or a tag that is too long
  enum class State { fine, stopped, malformed, has_dtd, excessive };
  explicit XmlParser(XmlHandler& handler);
  ~XmlParser();
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;

  State feed(std::string_view piece);
  State finish();
  std::uint64_t line() const;
  std::string error() const;  // of expat, English

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace zhidui::spreadsheet
