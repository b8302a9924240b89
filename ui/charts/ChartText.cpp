// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/ChartText.h"

#include "metrics/Definitions.h"

namespace sagebench::ui {

QString definitionOf(const char* key) {
    for (const Definition& definition : definitions()) {
        if (definition.key == key) {
            return QString::fromUtf8(definition.text.data(),
                                     static_cast<qsizetype>(definition.text.size()));
        }
    }
    return {};
}

}  // namespace sagebench::ui
