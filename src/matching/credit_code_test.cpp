#include "matching/credit_code.h"

#include <doctest/doctest.h>

namespace zhidui::matching {
namespace {

TEST_CASE("check signs of real codes, also of those that were issued with a wrong one") {
  for (const char* code : {"91512081MA62K0260E", "9131000063159284XQ"}) {
    CAPTURE(code);
    CHECK(read_code(code).form == CodeForm::credit_code);
    CHECK(read_code(code).check_fits);
  }
  CHECK(credit_check_sign("91350100M000100Y4") == '3');
  for (const char* code : {"91350100M000100Y4Z", "91350211M0000XUF46", "91350100M0001TGQXM"}) CHECK_FALSE(read_code(code).check_fits);
  CHECK(read_code("91350211M0000XUF46").form == CodeForm::credit_code);  // still a code
  CHECK_FALSE(credit_check_sign("91350100M000100I4"));
  CHECK_FALSE(credit_check_sign("9135"));
}

TEST_CASE("the way of writing does not make another code") {
  for (const char* printed : {"９１５１２０８１ＭＡ６２Ｋ０２６０Ｅ", "91512081ma62k0260e", " 915120 81MA62K0260E ", "91512081-MA62K0260-E",
                              "91512081MA62K0260E\u200B"})
    CHECK(read_code(printed).signs == "91512081MA62K0260E");
  for (const char* nothing : {"", "  ", "/", "—", "--", "无"}) CHECK(read_code(nothing).form == CodeForm::none);
  CHECK(read_code("140500200012345").form == CodeForm::other);
  CHECK(read_code("MA62K0260").form == CodeForm::organisation_code);
}

TEST_CASE("mistaken signs are named, never mended") {
  const PrintedCode code = read_code("91512081MA62KO26OE");
  CHECK(code.form == CodeForm::other);
  CHECK(code.signs == "91512081MA62KO26OE");
  CHECK(code.could_be == "91512081MA62K0260E");
  CHECK(read_code("91512081MA62K0260E").could_be.empty());
}

TEST_CASE("what two codes say about each other") {
  const PrintedCode registered = read_code("91512081MA62K0260E");
  CHECK(meet(read_code(""), registered) == CodeMeeting::silent);
  CHECK(meet(registered, read_code("")) == CodeMeeting::silent);
  CHECK(meet(read_code("91512081ma62k0260e"), registered) == CodeMeeting::equal);
  CHECK(meet(read_code("MA62K026-0"), registered) == CodeMeeting::same_organisation);
  CHECK(meet(read_code("91512081MA62KO26OE"), registered) == CodeMeeting::similar);
  CHECK(meet(read_code("91512081MA62K0206E"), registered) == CodeMeeting::similar);
  CHECK(meet(read_code("140500200012345"), registered) == CodeMeeting::not_comparable);
  CHECK(meet(read_code("9131000063159284XQ"), registered) == CodeMeeting::different);
}

}  // namespace
}  // namespace zhidui::matching
