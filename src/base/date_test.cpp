#include "base/date.h"

#include <doctest/doctest.h>
