// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/WelcomePage.h"

#include <QCommandLinkButton>
#include <QLabel>
#include <QVBoxLayout>

namespace sagebench::ui {
namespace {

constexpr int kLinkMargin = 8;

}  // namespace

WelcomePage::WelcomePage(QWidget* parent) : QWidget(parent) {
    auto* title = new QLabel(tr("Measure an LLM inference engine"));
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.8);
    font.setBold(true);
    title->setFont(font);
    auto* text = new QLabel(
        tr("Choose an engine and workloads on the left and press Run. Charts follow the run live; "
           "figures, a report and every request are kept in the output folder."));
    text->setWordWrap(true);

    auto* simulate =
        new QCommandLinkButton(tr("Run the simulated engine to see how it looks"),
                               tr("Three workloads, some seconds, no server and no model needed"));
    auto* server = new QCommandLinkButton(
        tr("Measure a server"), tr("vLLM, SGLang, llama-server, LMDeploy, Ollama or any other "
                                   "OpenAI-compatible one: enter its address on the left"));
    auto* model = new QCommandLinkButton(
        tr("Measure a model file"), tr("A GGUF file, or a synthetic model that needs no download: "
                                       "the engine alone, without a server; dropping it here "
                                       "does it too"));
    auto* open = new QCommandLinkButton(tr("Open results of an earlier run"),
                                        tr("A results folder, a benchmark_summary.json or a "
                                           "journal; dropping it here does it too"));
    simulate->setObjectName("simulate");
    model->setObjectName("measureModel");
    simulate->setDefault(true);

    auto* column = new QWidget;
    // Of a fixed width, so that the height of broken lines is known to the layout.
    column->setFixedWidth(QFontMetrics(this->font()).averageCharWidth() * 78);
    auto* layout = new QVBoxLayout(column);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{title, text, simulate, server, model, open}) {
        layout->addWidget(widget);
    }
    for (QCommandLinkButton* link : {simulate, server, model, open}) {
        link->setMinimumHeight(link->heightForWidth(column->width()) + kLinkMargin);
    }
    layout->setSpacing(12);
    auto* outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addWidget(column, 0, Qt::AlignHCenter);
    outer->addStretch(3);

    connect(simulate, &QCommandLinkButton::clicked, this, &WelcomePage::simulationRequested);
    connect(server, &QCommandLinkButton::clicked, this, &WelcomePage::serverRequested);
    connect(model, &QCommandLinkButton::clicked, this, &WelcomePage::modelRequested);
    connect(open, &QCommandLinkButton::clicked, this, &WelcomePage::openRequested);
}

}  // namespace sagebench::ui
