// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ReportBrowser.h"

#include <QDesktopServices>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTextDocument>
#include <QUrl>

#include "run/RunDocument.h"

namespace sagebench::ui {
namespace {

constexpr const char* kCampaignChart = "campaign.svg";

void openInBrowser(const QUrl& link) {
    if (link.scheme() == "http" || link.scheme() == "https") {
        QDesktopServices::openUrl(link);
    }
}

}  // namespace

ReportBrowser::ReportBrowser(const RunDocument& document, QWidget* parent)
    : QTextBrowser(parent), document_(document) {
    setOpenLinks(false);
    connect(this, &QTextBrowser::anchorClicked, this, openInBrowser);
}

QVariant ReportBrowser::loadResource(int type, const QUrl& url) {
    const bool isChart =
        type == QTextDocument::ImageResource && url.isRelative() && url.path() == kCampaignChart;
    return isChart ? chart() : QVariant();
}

QVariant ReportBrowser::chart() const {
    std::filesystem::path folder = document_.location();
    if (!std::filesystem::is_directory(folder)) {
        folder = folder.parent_path();
    }
    QSvgRenderer renderer(QString::fromStdString((folder / kCampaignChart).string()));
    if (!renderer.isValid()) {
        return {};
    }
    QImage image(renderer.defaultSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);  // it is drawn for light and dark
    QPainter painter(&image);
    renderer.render(&painter);
    return image;
}

}  // namespace sagebench::ui
