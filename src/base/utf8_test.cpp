#include "base/utf8.h"

#include <doctest/doctest.h>
