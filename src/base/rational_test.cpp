#include "base/rational.h"

#include <doctest/doctest.h>
