// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/FactGrid.h"

#include <QGridLayout>
#include <QLabel>
#include <algorithm>

namespace sagebench::ui {
namespace {

QString withSwatch(const FactGrid::Fact& fact) {
    const QString name = fact.name.toHtmlEscaped();
    return fact.color.isValid()
               ? QString("<span style='color:%1'>■</span> %2").arg(fact.color.name(), name)
               : name;
}

}  // namespace

FactGrid::FactGrid(const QString& title, QWidget* parent)
    : QWidget(parent), grid_(new QGridLayout(this)) {
    auto* label = new QLabel(title, this);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    grid_->addWidget(label, 0, 0, 1, 2);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setVerticalSpacing(1);
    grid_->setHorizontalSpacing(fontMetrics().averageCharWidth() * 2);
    grid_->setColumnStretch(1, 1);
}

FactGrid::Line& FactGrid::lineAt(std::size_t index) {
    while (lines_.size() <= index) {
        Line line{new QLabel(this), new QLabel(this)};
        line.name->setTextFormat(Qt::RichText);
        line.value->setTextFormat(Qt::PlainText);
        line.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        const int row = static_cast<int>(lines_.size()) + 1;
        grid_->addWidget(line.name, row, 0);
        grid_->addWidget(line.value, row, 1, Qt::AlignLeft);
        grid_->setRowStretch(row, 0);
        grid_->setRowStretch(row + 1, 1);
        lines_.push_back(line);
    }
    return lines_[index];
}

void FactGrid::setFacts(const std::vector<Fact>& facts) {
    for (std::size_t i = 0; i < std::max(facts.size(), lines_.size()); ++i) {
        const Line& line = lineAt(i);
        const bool shown = i < facts.size();
        line.name->setVisible(shown);
        line.value->setVisible(shown);
        if (shown) {
            line.name->setText(withSwatch(facts[i]));
            line.value->setText(facts[i].value);
            line.value->setAccessibleName(facts[i].name + ": " + facts[i].value);
        }
    }
}

}  // namespace sagebench::ui
