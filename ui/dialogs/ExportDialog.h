// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <memory>
#include <vector>

#include "charts/ChartExport.h"

namespace sagebench::ui {

class RunDocument;

/// Picks what is exported, and where to: JSON metrics, Markdown, CSV, vLLM format (the same bytes
/// that a headless run writes), charts as PNG or SVG.
class ExportDialog : public QDialog {
    Q_OBJECT
  public:
    /// `document` and the charts must outlive it.
    ExportDialog(const RunDocument& document, std::vector<NamedChart> charts,
                 QWidget* parent = nullptr);
    ~ExportDialog() override;

    /// While files are written: stops, and closes when the file at hand is done.
    void reject() override;

  private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace sagebench::ui
