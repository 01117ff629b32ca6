#include "text/bound_phrase.h"

#include <doctest/doctest.h>

#include "text/numerals.h"

namespace zhidui::text {
namespace {

// The phrase of each number of the text, or "-": "≥ 50件（含）以上" where it is explicit, "≥? 50件以上" where it is
// not.
std::string phrases(const std::string& sentence) {
  SourceSet sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("政策.md", sentence);
  const Document document = read_document(sources, file, diagnostics);
  std::string out;
  for (const NumberOccurrence& number : find_numbers(sources, {file, 0, static_cast<std::uint32_t>(sentence.size())})) {
    if (!out.empty()) out += " | ";
    const auto phrase = bound_phrase(document, number.span);
    if (!phrase) {
      out += "-";
      continue;
    }
    out += phrase->at_least ? (phrase->inclusive ? "≥" : ">") : (phrase->inclusive ? "≤" : "<");
    out += phrase->explicit_ ? " " : "? ";
    out += std::string(sources.slice(phrase->span));
  }
  return out;
}

}  // namespace

TEST_CASE("words after a number include it unless they say otherwise") {
  CHECK(phrases("达到50件（含）以上、30件（含）以上50件以下的") == "≥ 达到50件（含）以上 | ≥ 30件（含）以上 | ≤? 50件以下");
  CHECK(phrases("贷款额度 300 万元及以上的") == "≥? 300 万元及以上");
  CHECK(phrases("3年以内，20万元为限") == "≤? 3年以内 | ≤ 20万元为限");
  CHECK(phrases("30件以上（不含本数）的，50件以下(含)的") == "> 30件以上（不含本数） | ≤ 50件以下(含)");
}

TEST_CASE("words before a number: the longest counts") {
  CHECK(phrases("总额不超过 20 万元，超过20万元的，不低于3件，低于3件") == "≤ 不超过 20 万元 | > 超过20万元 | ≥ 不低于3件 | < 低于3件");
  CHECK(phrases("不足3年，未满2年，满5年，达到10件，未达到10件，至少5人，不到8家") ==
        "< 不足3年 | < 未满2年 | ≥ 满5年 | ≥ 达到10件 | < 未达到10件 | ≥ 至少5人 | < 不到8家");
  CHECK(phrases("最多资助1个国家，最高给予20万元，不得超过人民币5万元") == "≤ 最多资助1个 | ≤ 最高给予20万元 | ≤ 不得超过人民币5万元");
}

TEST_CASE("no phrase: nothing said, or words that contradict each other") {
  CHECK(phrases("奖励5万元。最高奖励标准的50%；超过20万元以上的") == "- | - | -");
  CHECK(phrases("奖励5万元\n\n以上政策") == "-");
}

}  // namespace zhidui::text
