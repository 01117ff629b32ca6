#include "text/diagnostic.h"

#include <doctest/doctest.h>
