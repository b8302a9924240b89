// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>

namespace sagebench::ui {

class RunDocument;

/// Every request: filter, sort, and the stamps and error of the one picked.
class RequestsPage : public QWidget {
    Q_OBJECT
  public:
    /// `document` must outlive it.
    explicit RequestsPage(RunDocument& document, QWidget* parent = nullptr);
    ~RequestsPage() override;

    /// An index of RunDocument::rows(); widens the filter where it hides the row.
    void selectRequest(int row);

  Q_SIGNALS:
    /// An index of RunDocument::rows(), -1: none.
    void requestSelected(int row);
    /// "Show in timeline" was asked for.
    void showInTimeline(int row);

  private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace sagebench::ui
