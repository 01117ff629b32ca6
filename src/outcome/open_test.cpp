#include "outcome/open.h"

#include <doctest/doctest.h>

using namespace zhidui::outcome;

TEST_CASE("opens: a set is sorted and holds each id once") {
  OpenSet set;
  set.insert(OpenId{5});
  set.insert(OpenId{2});
  set.insert(OpenId{5});
  CHECK(set.size() == 2);
  CHECK(set.begin()->value == 2);
  CHECK(set.contains(OpenId{5}));
  CHECK_FALSE(set.contains(OpenId{3}));
  OpenSet other(OpenId{3});
  other.insert(OpenId{2});
  set.merge(other);
  CHECK(set.size() == 3);
  set.merge(set);
  CHECK(set.size() == 3);
}

TEST_CASE("opens: a table gives one id to equal opens, in order of first use") {
  OpenTable table;
  const Open fact{OpenKind::fact, "patent", "p1", "granted_on", "国家知识产权局"};
  const Open reading{OpenKind::reading, "JC23-08", "", "", ""};
  CHECK(table.intern(fact).value == 0);
  CHECK(table.intern(reading).value == 1);
  CHECK(table.intern(fact).value == 0);
  CHECK(table.size() == 2);
  CHECK(table[OpenId{1}] == reading);
}

TEST_CASE("opens: who can supply what") {
  CHECK(can_be_supplied(OpenKind::fact));
  CHECK(can_be_supplied(OpenKind::rows));
  CHECK(can_be_supplied(OpenKind::reference));
  for (const OpenKind kind : {OpenKind::reading, OpenKind::decision, OpenKind::round, OpenKind::document, OpenKind::doc_date})
    CHECK_FALSE(can_be_supplied(kind));
  CHECK(open_kind_id(OpenKind::doc_date) == "doc_date");
  CHECK(open_kind_zh(OpenKind::rows) == "记录不全");
}
