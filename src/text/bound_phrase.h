// What an official text says about a number as a bound: 50件（含）以上, 不超过20万元, 不足3年.
#pragma once

#include <optional>

#include "text/document.h"

namespace zhidui::text {

struct BoundPhrase {
  bool at_least = false;   // else at most
  bool inclusive = true;   // the number itself satisfies it
  bool explicit_ = false;  // said by （含）, 超过, 不足 …; not by 以上 or 以下 alone
  Span span;               // the number with the words
};

// 民法典第一千二百五十九条: 以上、以下、以内、届满 include the number; 不满、超过、以外 do not. Words before and after
// the number are read together; where they contradict each other, or where there are none, there is no phrase.
std::optional<BoundPhrase> bound_phrase(const Document& document, Span number);

}  // namespace zhidui::text
