// The words of words.def as questions about a text.
#pragma once

#include <optional>
#include <string_view>

#include "matching/signs.h"

namespace zhidui::matching {

// Length of the word that the text ends in, 0 for none.
std::size_t place_ending(std::u32string_view text);
std::size_t company_ending(std::u32string_view text);
std::size_t branch_ending(std::u32string_view text);
std::size_t organisation_ending(std::u32string_view text);
// Behind the last sign of the last name of an enterprise in the text that is no branch's own ending; 0 for none.
std::size_t end_of_parent(std::u32string_view text);
bool form_in_brackets(std::u32string_view text);
// The same text with one way of writing its form of organisation, where it ends in one.
Wide with_one_form(const Wide& text);
// What follows 原, 曾用名 …, without a colon; empty where the text says nothing of the kind.
Wide other_name(std::u32string_view text);

}  // namespace zhidui::matching
