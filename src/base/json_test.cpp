#include "base/json.h"

#include <doctest/doctest.h>
