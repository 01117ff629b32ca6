// Names of enterprises and other organisations, taken apart: division + brand + trade + form of organisation (《企业名称登记管理规定》,
// 国务院令第734号, art. 6), and the same name in forms that are each a little weaker than the one before. A printed name keeps which steps
// it went through, so that a match can say what it rests on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "matching/regions.h"
#include "matching/signs.h"

namespace zhidui::matching {

// What was done to a name. The first group leaves every name what it is; after the second it may be that of somebody else.
enum class Step : std::uint32_t {
  invisible = 1u << 0,  // signs without width
  width = 1u << 1,      // full-width, compatible forms
  brackets = 1u << 2,
  spaces = 1u << 3,
  capitals = 1u << 4,
  dots = 1u << 5,    // one middle dot, one hyphen
  marks = 1u << 6,   // stars, footnotes and stops behind the name
  serial = 1u << 7,  // a number before it
  script = 1u << 8,  // traditional signs
  punctuation = 1u << 9,
  form = 1u << 10,  // 有限责任公司, 有限公司
  note = 1u << 11,  // a remark in brackets left out
};

struct Name {
  std::string printed;
  // From strong to weak: each follows from the one before.
  Wide spelled;               // the first group of steps
  Wide simple;                // simplified signs
  Wide formed;                // without punctuation, one form of organisation
  Wide core;                  // without divisions and remarks
  Wide stem;                  // without 集团 and the form of a company
  Places places;              // the divisions it names, the smallest
  std::uint32_t steps = 0;    // Step, or'ed
  std::vector<Wide> remarks;  // cores of what stood in brackets and is no place
  std::vector<Wide> others;   // spelled: other names that the cell gives, 原：…
  Wide parent;                // core of the enterprise that it is a branch or a part of; empty where it is none
  bool branch = false;        // a branch, not only something within an enterprise
  bool cut = false;           // … at the end
  bool personal = false;      // reads like the name of a person, whom others may share
  bool took(Step step) const { return (steps & static_cast<std::uint32_t>(step)) != 0; }
};

class NameReader {
 public:
  NameReader(const Regions& regions, const SignTable& signs) : regions_(regions), signs_(signs) {}
  Name registered(const std::string& text) const;  // a name of a register: nothing in it is a remark of a list
  Name printed(const std::string& cell) const;     // a cell of a list
  // Several enterprises in one cell: 甲公司、乙公司. One part where it is one name.
  static std::vector<std::string> parts(const std::string& cell);

 private:
  Name finished(Name name) const;
  void set_core(Name& name) const;
  void set_parent(Name& name) const;
  Wide without_divisions(const Wide& text, Places& places) const;

  const Regions& regions_;
  const SignTable& signs_;
};

}  // namespace zhidui::matching
