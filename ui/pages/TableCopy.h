// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTableView>

#include "models/TableText.h"

namespace sagebench::ui {

/// The selected rows and columns as they stand on the screen, or all where nothing is selected.
/// `rowHeader`: title of a first column made of the vertical header; empty: none.
TablePart selectedPart(const QTableView& view, const QString& rowHeader = {});

void copyAsTsv(const QTableView& view, const QString& rowHeader = {});
void copyAsMarkdown(const QTableView& view, const QString& rowHeader = {});

/// Ctrl+C copies as TSV; the view's context menu offers both.
void addCopying(QTableView& view, const QString& rowHeader = {});

}  // namespace sagebench::ui
