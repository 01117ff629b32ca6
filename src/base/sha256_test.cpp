#include "base/sha256.h"

#include <doctest/doctest.h>
