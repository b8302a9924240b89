// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>

namespace sagebench::ui {

class RunDocument;

/// Table of workloads × metrics, and errors by category with their first messages.
class ResultsPage : public QWidget {
    Q_OBJECT
  public:
    /// `document` must outlive it.
    explicit ResultsPage(RunDocument& document, QWidget* parent = nullptr);
    ~ResultsPage() override;

  private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace sagebench::ui
