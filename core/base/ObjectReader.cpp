// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ObjectReader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace sagebench {

using nlohmann::json;

ObjectReader::ObjectReader(const LocatedJson& located, std::string pointer)
    : located_(located),
      pointer_(std::move(pointer)),
      object_(&located.value().at(json::json_pointer(pointer_))) {
    if (!object_->is_object()) {
        static const json kEmpty = json::object();
        error_ = located_.error(
            pointer_, fmt::format("an object was expected, not {}", object_->type_name()));
        object_ = &kEmpty;
    }
}

bool ObjectReader::has(const std::string& key) const {
    return object_->contains(key);
}

const json& ObjectReader::at(const std::string& key) const {
    return object_->at(key);
}

const json* ObjectReader::find(const std::string& key) {
    known_.insert(key);
    const auto it = object_->find(key);
    return it == object_->end() ? nullptr : &*it;
}

void ObjectReader::complain(const std::string& key, std::string_view message) {
    if (!error_) {
        error_ = located_.error(pointerTo(key), fmt::format("key \"{}\" {}", key, message));
    }
}

void ObjectReader::fail(Error error) {
    if (!error_) {
        error_ = std::move(error);
    }
}

ObjectReader& ObjectReader::known(const std::string& key) {
    known_.insert(key);
    return *this;
}

ObjectReader& ObjectReader::required(const std::string& key) {
    if (!has(key) && !error_) {
        error_ = located_.error(pointer_, fmt::format("key \"{}\" is missing", key));
    }
    return *this;
}

ObjectReader& ObjectReader::text(const std::string& key, std::string& out) {
    if (const json* value = find(key)) {
        if (value->is_string()) {
            out = value->get<std::string>();
        } else {
            complain(key, fmt::format("must be a text, not {}", value->type_name()));
        }
    }
    return *this;
}

ObjectReader& ObjectReader::boolean(const std::string& key, bool& out) {
    if (const json* value = find(key)) {
        if (value->is_boolean()) {
            out = value->get<bool>();
        } else {
            complain(key, fmt::format("must be true or false, not {}", value->dump()));
        }
    }
    return *this;
}

ObjectReader& ObjectReader::integer(const std::string& key, int& out, int min, int max) {
    if (const json* value = find(key)) {
        const bool fits = value->is_number_integer() && *value >= min && *value <= max;
        if (fits) {
            out = value->get<int>();
        } else {
            complain(key, fmt::format("must be a whole number from {} to {}, not {}", min, max,
                                      value->dump()));
        }
    }
    return *this;
}

ObjectReader& ObjectReader::number(const std::string& key, double& out, double min, double max) {
    if (const json* value = find(key)) {
        if (value->is_number() && *value >= min && *value <= max) {
            out = value->get<double>();
        } else {
            complain(key, fmt::format("must be a number from {} to {}, not {}", min, max,
                                      value->dump()));
        }
    }
    return *this;
}

ObjectReader& ObjectReader::seed(const std::string& key, std::optional<std::uint64_t>& out) {
    const json* value = find(key);
    if (value && value->is_number_unsigned()) {
        out = value->get<std::uint64_t>();
    } else if (value && !value->is_null()) {
        complain(key, fmt::format("must be a whole number of 0 or more, or null, not {}",
                                  value->dump()));
    }
    return *this;
}

ObjectReader& ObjectReader::texts(const std::string& key, std::vector<std::string>& out) {
    const json* value = find(key);
    if (!value) {
        return *this;
    }
    if (!value->is_array()) {
        complain(key, fmt::format("must be a list of texts, not {}", value->type_name()));
        return *this;
    }
    out.clear();
    for (const json& element : *value) {
        if (!element.is_string()) {
            complain(key, "must be a list of texts");
            return *this;
        }
        out.push_back(element.get<std::string>());
    }
    return *this;
}

Result<void> ObjectReader::finish() {
    for (const auto& [key, value] : object_->items()) {
        if (!error_ && !known_.contains(key)) {
            complain(key, fmt::format("is not known; known are {}", fmt::join(known_, ", ")));
        }
    }
    if (error_) {
        return tl::unexpected(*error_);
    }
    return {};
}

}  // namespace sagebench
