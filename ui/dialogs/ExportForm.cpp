// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/ExportForm.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QFileDialog>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>

namespace sagebench::ui {
namespace {

constexpr const char* kFolderKey = "export/folder";
constexpr const char* kLeftOutKey = "export/chartsLeftOut";
constexpr int kId = Qt::UserRole;
constexpr int kChartLines = 6;

QString settingOf(const QCheckBox& box) {
    return "export/" + box.objectName();
}

}  // namespace

ExportForm::ExportForm(const std::vector<NamedChart>& charts, const QString& folder,
                       QWidget* parent)
    : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(makeResults());
    column->addWidget(makeCharts(charts));
    column->addWidget(makeFolder(folder));
    enableCharts();
}

QCheckBox* ExportForm::addChoice(const char* key, const QString& text, const QString& files,
                                 bool fallback) {
    auto* box = new QCheckBox(files.isEmpty() ? text : QString("%1  (%2)").arg(text, files), this);
    box->setObjectName(key);
    box->setChecked(QSettings().value(settingOf(*box), fallback).toBool());
    connect(box, &QCheckBox::toggled, this, &ExportForm::changed);
    boxes_.push_back(box);
    return box;
}

QWidget* ExportForm::makeResults() {
    auto* group = new QGroupBox(tr("Results"), this);
    json_ = addChoice("json", tr("&JSON"), "benchmark_summary.json, <workload>_metrics.json", true);
    markdown_ = addChoice("markdown", tr("&Markdown report"), "REPORT.md", true);
    csv_ = addChoice("csv", tr("&CSV"), "benchmark_summary.csv", false);
    vllm_ = addChoice("vllm", tr("&vLLM format"), "<workload>_vllm.json", false);
    auto* column = new QVBoxLayout(group);
    for (QCheckBox* box : {json_, markdown_, csv_, vllm_}) {
        column->addWidget(box);
    }
    return group;
}

QWidget* ExportForm::makeCharts(const std::vector<NamedChart>& charts) {
    auto* group = new QGroupBox(tr("Charts"), this);
    png_ = addChoice("png", tr("&PNG pictures"), {}, false);
    svg_ = addChoice("svg", tr("&SVG drawings"), {}, false);
    charts_ = new QListWidget(group);
    charts_->setAccessibleName(tr("Charts"));
    charts_->setMaximumHeight(fontMetrics().height() * (kChartLines + 2));
    const QStringList leftOut = QSettings().value(kLeftOutKey).toStringList();
    for (const NamedChart& chart : charts) {
        auto* item = new QListWidgetItem(chart.title, charts_);
        item->setData(kId, chart.id);
        item->setCheckState(leftOut.contains(chart.id) ? Qt::Unchecked : Qt::Checked);
    }
    auto* row = new QHBoxLayout;
    row->addWidget(png_);
    row->addWidget(svg_);
    row->addStretch();
    auto* column = new QVBoxLayout(group);
    column->addLayout(row);
    column->addWidget(charts_);
    group->setVisible(!charts.empty());
    connect(charts_, &QListWidget::itemChanged, this, &ExportForm::changed);
    connect(this, &ExportForm::changed, this, &ExportForm::enableCharts);
    return group;
}

QWidget* ExportForm::makeFolder(const QString& folder) {
    auto* bar = new QWidget(this);
    folder_ = new QLineEdit(QSettings().value(kFolderKey, folder).toString(), bar);
    folder_->setObjectName("folder");
    auto* label = new QLabel(tr("&Folder"), bar);
    label->setBuddy(folder_);
    auto* browse = new QPushButton(tr("&Browse…"), bar);
    connect(folder_, &QLineEdit::textChanged, this, &ExportForm::changed);
    connect(browse, &QPushButton::clicked, this, &ExportForm::browse);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(label);
    row->addWidget(folder_, 1);
    row->addWidget(browse);
    return bar;
}

void ExportForm::enableCharts() {
    charts_->setEnabled(png() || svg());
}

void ExportForm::browse() {
    auto* dialog = new QFileDialog(this, tr("Export to"), folder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &ExportForm::setFolder);
    dialog->open();
}

ExportChoices ExportForm::choices() const {
    return {json_->isChecked(), markdown_->isChecked(), csv_->isChecked(),
            vllm_->isChecked() && vllm_->isEnabled()};
}

bool ExportForm::png() const {
    return png_->isChecked() && charts_->count() > 0;
}

bool ExportForm::svg() const {
    return svg_->isChecked() && charts_->count() > 0;
}

std::vector<std::size_t> ExportForm::chosenCharts() const {
    std::vector<std::size_t> chosen;
    for (int i = 0; i < charts_->count(); ++i) {
        if (charts_->item(i)->checkState() == Qt::Checked) {
            chosen.push_back(static_cast<std::size_t>(i));
        }
    }
    return chosen;
}

QString ExportForm::folder() const {
    return folder_->text().trimmed();
}

void ExportForm::setFolder(const QString& folder) {
    folder_->setText(folder);
}

void ExportForm::setVllmAvailable(bool available, const QString& why) {
    vllm_->setEnabled(available);
    vllm_->setToolTip(available ? QString() : why);
}

void ExportForm::remember() const {
    QSettings settings;
    for (const QCheckBox* box : boxes_) {
        settings.setValue(settingOf(*box), box->isChecked());
    }
    QStringList leftOut;
    for (int i = 0; i < charts_->count(); ++i) {
        if (charts_->item(i)->checkState() != Qt::Checked) {
            leftOut.append(charts_->item(i)->data(kId).toString());
        }
    }
    settings.setValue(kLeftOutKey, leftOut);
    settings.setValue(kFolderKey, folder());
}

}  // namespace sagebench::ui
