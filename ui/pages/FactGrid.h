// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QWidget>
#include <vector>

class QGridLayout;
class QLabel;

namespace sagebench::ui {

/// Names and values under a title, line by line; values can be selected and copied.
class FactGrid : public QWidget {
    Q_OBJECT
  public:
    explicit FactGrid(const QString& title, QWidget* parent = nullptr);

    struct Fact {
        QString name;
        QString value;
        QColor color{};  ///< of a swatch before the name; invalid: none
    };
    void setFacts(const std::vector<Fact>& facts);

  private:
    struct Line {
        QLabel* name;
        QLabel* value;
    };
    Line& lineAt(std::size_t index);

    QGridLayout* grid_;
    std::vector<Line> lines_;
};

}  // namespace sagebench::ui
