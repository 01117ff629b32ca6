// Private to ir: one line of a printed plan as words, and the reading of nodes. A reader that meets what it does not
// expect notes the first such place and reads on with defaults; the caller looks at `failed` once a line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ir/plan.h"
#include "ir/plan_text.h"

namespace zhidui::ir {

class LineReader {
 public:
  explicit LineReader(std::string_view line);

  bool done() const { return at_ >= words_.size(); }
  const std::string& peek() const { return done() ? kNone : words_[at_].text; }
  bool take(std::string_view expected);  // moves on if the next word is this
  void expect(std::string_view expected);
  std::string text();
  std::uint32_t number();
  std::int64_t integer();
  std::uint32_t prefixed(char prefix);  // %3 @0 $1
  NodeId node() { return NodeId{prefixed('%')}; }
  bool at_node() const { return !done() && !words_[at_].is_quoted && words_[at_].text[0] == '%'; }
  base::Rational rational(const Type& type);  // of a date: a day of the calendar
  base::Date date();
  std::uint32_t reference(const References& table);
  void fail(std::string message);
  bool failed() const { return !message_.empty(); }
  const std::string& message() const { return message_; }

 private:
  struct Word {
    std::string text;
    bool is_quoted = false;
  };
  static const std::string kNone;
  std::vector<Word> words_;
  std::size_t at_ = 0;
  std::string message_;
};

Type read_type(LineReader& line, const PlanNames& names);
// "%4 field date (%3) 授权日 in …" after its number. Operands must stand in the block already.
Node read_node(LineReader& line, const PlanNames& names, const Block& block);

}  // namespace zhidui::ir
