// The departments that a 责任单位 lists against the line of the text that it quotes.
#pragma once

#include "syntax/tree.h"

namespace zhidui::mutation {

// Nothing is computed from most of them, so that no scenario would miss one: the line itself must, read apart from the
// rules. Its letters are those of the lists, and those that it says are needed from here on (〔以下均需…，不再列出〕) of the standing one.
bool departments_as_written(const syntax::File& file);

}  // namespace zhidui::mutation
