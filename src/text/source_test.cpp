#include "text/source.h"

#include <doctest/doctest.h>
