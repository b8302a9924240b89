// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/CampaignInput.h"

#include <QCoreApplication>

#include "base/DurationText.h"
#include "forms/FieldText.h"

namespace sagebench::ui {
namespace {

using Kind = CampaignInput::Kind;

QString tr(const char* text) {
    return QCoreApplication::translate("CampaignInput", text);
}

QString qtext(const std::string& text) {
    return QString::fromStdString(text);
}

std::string withoutSpaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

std::string sweepText(const CampaignInput& campaign) {
    return std::string(toString(campaign.axis)) + '=' + withoutSpaces(campaign.values);
}

/// Empty where it is as usual.
std::string unlessUsual(double value, double usual) {
    return value == usual ? std::string() : textOf(value).toStdString();
}

SearchSpec searchFrom(const CampaignInput& campaign) {
    SearchSpec search;
    search.axis = campaign.axis;
    search.from = parseDouble(campaign.from).value_or(search.from);
    search.to = parseDouble(campaign.to);
    if (const auto percent = parseDouble(campaign.precision)) {
        search.precision = *percent / 100;
    }
    search.confirm = parseInt(campaign.confirm).value_or(search.confirm);
    return search;
}

QString complaintOfSweep(const CampaignInput& campaign) {
    if (campaign.values.empty()) {
        return tr("Give the values, such as 1,2,4,8 or 1:32:x2");
    }
    const auto parsed = parseSweep(sweepText(campaign));
    return parsed ? QString() : complaintOf(parsed.error());
}

QString complaintOfLevel(const std::string& text, LoadAxis axis) {
    if (text.empty()) {
        return {};
    }
    return axis == LoadAxis::Rate ? complaintOfDouble(qtext(text), 0, false)
                                  : complaintOfNumber(qtext(text), 1);
}

QString complaintOfTo(const CampaignInput& campaign) {
    const QString complaint = complaintOfLevel(campaign.to, campaign.axis);
    const SearchSpec search = searchFrom(campaign);
    return complaint.isEmpty() && search.to && *search.to < search.from
               ? tr("Must not be below where the search begins")
               : complaint;
}

QString complaintOfPrecision(const std::string& text) {
    const auto percent = parseDouble(text);
    return text.empty() || (percent && *percent > 0 && *percent < 100)
               ? QString()
               : tr("Must be above 0 and below 100 %");
}

QString complaintOfRepeat(const std::string& text) {
    const auto runs = parseInt(text);
    return text.empty() || (runs && *runs >= 1 && *runs <= kMostRepeats)
               ? QString()
               : tr("Must be a whole number from 1 to %1").arg(kMostRepeats);
}

QString complaintOfDifference(const std::string& text) {
    const auto percent = parseDouble(text);
    return text.empty() || (percent && *percent >= 100 * kFinestDifference && *percent <= 100)
               ? QString()
               : tr("Must be 0.1 to 100 %, or empty");
}

}  // namespace

CampaignInput campaignOf(const RunPlan& plan) {
    CampaignInput campaign;
    if (plan.sweep) {
        const std::string text = toText(*plan.sweep);
        campaign.kind = Kind::Sweep;
        campaign.axis = plan.sweep->axis;
        campaign.values = text.substr(text.find('=') + 1);
    } else if (plan.search) {
        const SearchSpec usual;
        campaign.kind = Kind::Search;
        campaign.axis = plan.search->axis;
        campaign.from = unlessUsual(plan.search->from, usual.from);
        campaign.to = plan.search->to ? textOf(*plan.search->to).toStdString() : std::string();
        campaign.precision = unlessUsual(plan.search->precision * 100, usual.precision * 100);
        campaign.confirm = unlessUsual(plan.search->confirm, usual.confirm);
    } else if (plan.repeat > 1) {
        campaign.kind = Kind::Repeat;
        campaign.repeat = unlessUsual(plan.repeat, kUsualRepeats);
    }
    if (plan.difference) {
        campaign.difference = textOf(*plan.difference * 100).toStdString();
    }
    return campaign;
}

void putCampaign(const CampaignInput& campaign, RunPlan& plan) {
    if (campaign.kind == Kind::Search) {
        plan.search = searchFrom(campaign);
    } else if (campaign.kind == Kind::Sweep && !campaign.values.empty()) {
        if (auto sweep = parseSweep(sweepText(campaign))) {
            plan.sweep = *std::move(sweep);
        }
    } else if (campaign.kind == Kind::Repeat) {
        plan.repeat = parseInt(campaign.repeat).value_or(kUsualRepeats);
    }
    if (const auto percent = parseDouble(campaign.difference)) {
        plan.difference = *percent / 100;
    }
}

std::map<QString, QString> problemsOf(const CampaignInput& campaign, const SloPlan& slo) {
    std::map<QString, QString> problems;
    if (campaign.kind == Kind::Sweep) {
        problems["sweep_values"] = complaintOfSweep(campaign);
    }
    if (campaign.kind == Kind::Search) {
        problems["search_from"] = complaintOfLevel(campaign.from, campaign.axis);
        problems["search_to"] = complaintOfTo(campaign);
        problems["search_precision"] = complaintOfPrecision(campaign.precision);
        problems["search_confirm"] =
            campaign.confirm.empty() ? QString() : complaintOfNumber(qtext(campaign.confirm), 1);
        problems["slos"] = slo.limits.empty()
                               ? tr("A search needs a limit to look for, such as ttft=200ms")
                               : QString();
    }
    if (campaign.kind == Kind::Repeat) {
        problems["repeat_runs"] = complaintOfRepeat(campaign.repeat);
    }
    problems["difference"] = complaintOfDifference(campaign.difference);
    std::erase_if(problems, [](const auto& problem) { return problem.second.isEmpty(); });
    return problems;
}

}  // namespace sagebench::ui
