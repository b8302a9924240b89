// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace sagebench {

/// The readings of one /metrics page, in Prometheus' text format (0.0.4; OpenMetrics is read too).
/// Values that are not finite count as not there.
class PrometheusPage {
  public:
    /// Lines that can't be read are left out.
    static PrometheusPage parse(std::string_view text);

    /// Of a gauge: sum and mean over its label sets.
    std::optional<double> sum(const std::string& name) const;
    std::optional<double> mean(const std::string& name) const;
    /// Sum over label sets. `name` may stand with or without "_total", whatever the page has. A
    /// counter that the page declares but that nothing was counted with yet is 0; a gauge of that
    /// name is none.
    std::optional<double> counter(const std::string& name) const;

  private:
    struct Series {
        double sum = 0;
        int count = 0;
    };
    void readDeclaration(std::string_view line);
    void readSample(std::string_view line);
    bool isDeclared(const std::string& name, std::string_view type) const;

    std::map<std::string, Series, std::less<>> series_;
    std::map<std::string, std::string, std::less<>> types_;
};

}  // namespace sagebench
