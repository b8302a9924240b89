// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>

namespace sagebench::ui {

class RunDocument;

/// REPORT.md as it will be written, rendered; its source at a click. Made anew when it is shown. By
/// choice, instead, the figures by other tools' definitions, worked out beside the GUI thread.
class ReportPage : public QWidget {
    Q_OBJECT
  public:
    /// `document` must outlive it.
    explicit ReportPage(RunDocument& document, QWidget* parent = nullptr);
    ~ReportPage() override;

  Q_SIGNALS:
    void exportRequested();

  protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace sagebench::ui
