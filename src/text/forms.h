// Standard forms that a text may have: the closed list, each with its standard and the parts that can be read off it. How a text is held
// against its form says `quality`. A form is asked for by a 核对 of a vocabulary and never by a rule: a wrong check sign must not
// decide a claim.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace zhidui::text {

enum class Form { credit_code, chinese_patent_number };

// A part of a form: codes of a code table, or one of a few names.
struct FormPart {
  std::string_view zh, id;
  std::span<const std::string_view> names;  // empty: a code
};
struct FormText {
  Form form;
  std::string_view zh, id, standard;
  FormPart part;
};

inline constexpr std::string_view kPatentKinds[] = {"发明", "实用新型", "外观设计"};
inline constexpr FormText kForms[] = {
    {Form::credit_code, "统一社会信用代码", "credit_code", "GB 32100-2015", {"地区", "region", {}}},
    {Form::chinese_patent_number, "中国专利号", "chinese_patent_number", "ZC 0006-2003", {"类别", "kind", kPatentKinds}},
};

inline const FormText& form_text(Form form) { return kForms[static_cast<std::size_t>(form)]; }
inline std::optional<Form> find_form(std::string_view word) {
  for (const FormText& known : kForms) {
    if (word == known.zh || word == known.id) return known.form;
  }
  return std::nullopt;
}

}  // namespace zhidui::text
