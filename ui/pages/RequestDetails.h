// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "models/RequestStory.h"
#include "run/RequestRow.h"

namespace sagebench::ui {

/// Where the time of one request went, its stamps, its counts and its error.
class RequestDetails : public QWidget {
    Q_OBJECT
  public:
    explicit RequestDetails(QWidget* parent = nullptr);
    ~RequestDetails() override;

    void showRequest(const RequestRow& row, const QString& workload,
                     const TypicalLatencies& typical);
    void clear();
    /// What stands above the bar.
    QString story() const;

  Q_SIGNALS:
    void showInTimeline();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace sagebench::ui
