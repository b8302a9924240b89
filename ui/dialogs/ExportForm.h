// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "charts/ChartExport.h"
#include "dialogs/ExportJob.h"

class QCheckBox;
class QLineEdit;
class QListWidget;

namespace sagebench::ui {

/// What is exported and where to; remembered from one export to the next.
class ExportForm : public QWidget {
    Q_OBJECT
  public:
    /// `folder`: where to, until the user has chosen one.
    ExportForm(const std::vector<NamedChart>& charts, const QString& folder,
               QWidget* parent = nullptr);

    ExportChoices choices() const;
    bool png() const;
    bool svg() const;
    /// Indexes of the charts that are picked.
    std::vector<std::size_t> chosenCharts() const;
    QString folder() const;
    void setFolder(const QString& folder);
    /// `why`: shown as its tooltip where it can't be had.
    void setVllmAvailable(bool available, const QString& why);
    void remember() const;

  Q_SIGNALS:
    void changed();

  private:
    QCheckBox* addChoice(const char* key, const QString& text, const QString& files, bool fallback);
    QWidget* makeResults();
    QWidget* makeCharts(const std::vector<NamedChart>& charts);
    QWidget* makeFolder(const QString& folder);
    void browse();
    void enableCharts();

    std::vector<QCheckBox*> boxes_;
    QCheckBox* json_ = nullptr;
    QCheckBox* markdown_ = nullptr;
    QCheckBox* csv_ = nullptr;
    QCheckBox* vllm_ = nullptr;
    QCheckBox* png_ = nullptr;
    QCheckBox* svg_ = nullptr;
    QListWidget* charts_ = nullptr;
    QLineEdit* folder_ = nullptr;
};

}  // namespace sagebench::ui
