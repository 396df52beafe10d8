// SPDX-License-Identifier: MIT
#include "Doubling.h"

#include "FuzzTarget.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <limits>

#include <malloc.h>

namespace Tokenwright::Fuzz {

namespace {

constexpr double tooMuch = 3; ///< Times as long for twice as much.
constexpr double meaningful = 0.004; ///< Seconds; less is noise.
constexpr qsizetype smallest = 16 * 1024; ///< Above the limits that change how something is read.
constexpr qsizetype largest = 16 * 1024 * 1024; ///< Before it is doubled twice.

/// An input of any length: \a before, then \a unit again and again, each "%n" of it another number,
/// then \a after.
struct Shape
{
    const char *target;
    const char *name;
    QByteArray before;
    QByteArray unit;
    QByteArray after{};
    bool quick = false;

    QByteArray ofSize(qsizetype size) const
    {
        QByteArray input = before;
        input.reserve(size + unit.size() + after.size());
        const bool isNumbered = unit.contains("%n");
        for (int number = 0; input.size() < size; ++number)
            input += isNumbered ? QByteArray(unit).replace("%n", QByteArray::number(number)) : unit;
        return input + after;
    }
};

// What an answer's target wants first: format, status, provider, the line of headers.
const QByteArray json("\0\1\0\n", 4);
const QByteArray good("\0\0\0\n", 4);
const QByteArray xml("\1\1\0\n", 4);
const QByteArray form("\2\1\0\n", 4);
const QByteArray redact("\n\0\0\0\x7d", 5);

const std::array shapes{
    Shape{"answer", "nested arrays", json, "["},
    Shape{"answer", "nested objects", json, "{\"a\":"},
    Shape{"answer", "many keys", json + "{", "\"error%n\":\"x\",", "\"z\":1}", true},
    Shape{"answer", "one key again and again", json + "{", "\"error\":\"x\",", "\"z\":1}"},
    Shape{"answer", "many errors", json + "{\"errors\":[", "{\"code\":\"e\"},", "{}]}"},
    Shape{"answer", "many keys of a 2xx", good + "{", "\"k%n\":1,", "\"z\":1}"},
    Shape{"answer", "one long text", json + "{\"error\":\"", "a b", "\"}"},
    Shape{"answer", "text of escapes", json + "{\"error_description\":\"", "\\u0022", "\"}"},
    Shape{"answer", "quotation marks in plain text", json, "\"a\":'"},
    Shape{"answer", "colons in plain text", json, "a:"},
    Shape{"answer", "dots", json, "a.", {}, true},
    Shape{"answer", "the beginning of a JWT", json, "eyJ"},
    Shape{"answer", "one long word", json, "aB3"},
    Shape{"answer", "long token", good + "{\"access_token\":\"", "aB3.", "\"}"},
    Shape{"answer", "many scopes", good + "{\"access_token\":\"a\",\"scope\":\"", "s%n ", "\"}"},
    Shape{"answer", "list of scopes", good + "{\"access_token\":\"a\",\"scope\":[", "\"s%n\",",
          "1]}"},
    Shape{"answer", "XML elements", xml + "<a>", "<b>c</b>", "</a>", true},
    Shape{"answer", "XML of other names", xml + "<a>", "<b%n>c</b%n>", "</a>"},
    Shape{"answer", "XML open elements", xml, "<a>"},
    Shape{"answer", "XML attributes", xml + "<a ", "b%n='c' ", "/>", true},
    Shape{"answer", "XML entities", xml + "<!DOCTYPE a [", "<!ENTITY e%n 'x'>", "]><a>&e1;</a>"},
    Shape{"answer", "XML references", xml + "<a>", "&amp;", "</a>"},
    Shape{"answer", "XML comment", xml + "<a><!--", "- ", "--></a>"},
    Shape{"answer", "XML sections", xml + "<a>", "<![CDATA[x]]>", "</a>"},
    Shape{"answer", "XML name spaces", xml + "<a ", "xmlns:b%n='c' ", "/>"},
    Shape{"answer", "form fields", form, "a%n=b&", {}, true},
    Shape{"answer", "form field again and again", form, "a=b&"},
    Shape{"answer", "form escapes", form + "a=", "%41"},
    Shape{"jwt", "dots", {}, "a."},
    Shape{"jwt", "one long part", {}, "abcd"},
    Shape{"provider", "environments", "{\"id\":\"a\",\"name\":\"b\",\"environments\":{",
          "\"e%n\":{\"tokenUrl\":\"https://a.example/\"},", "\"z\":{}}}"},
    Shape{"provider", "fields that are none of ours", "{", "\"f%n\":1,", "\"z\":1}"},
    Shape{"provider", "nested arrays", {}, "["},
    Shape{"index", "rows", "{\"credentialSets\":[",
          "{\"id\":\"i%n\",\"name\":\"n%n\",\"provider\":\"p\",\"environment\":\"e\"},", "{}]}",
          true},
    Shape{"index", "rows of one name", "{\"credentialSets\":[",
          "{\"id\":\"i\",\"name\":\"n\",\"provider\":\"p\",\"environment\":\"e\"},", "{}]}"},
    Shape{"index", "fields",
          "{\"credentialSets\":[{\"id\":\"i\",\"name\":\"n\",\"provider\":\"p\","
          "\"environment\":\"e\",",
          "\"f%n\":1,", "\"z\":1}]}"},
    Shape{"ledger", "records", "{\"tokens\":{", "\"i%n\":{\"issued\":1,\"expires\":2},",
          "\"z\":{}}}", true},
    Shape{
        "requests", "lines", {}, "{\"at\":\"2027-01-15T08:00:00.123Z\",\"outcome\":\"minted\"}\n"},
    Shape{"requests", "empty lines", {}, "\n"},
    Shape{"requests", "one long line", {}, "x"},
    Shape{"jsonfile", "keys", "\1{", "\"k%n\":[1],", "\"z\":1}"},
    Shape{"payload", "keys", "{\"id\":\"a\",\"secret\":\"b\",\"parameters\":{", "\"k%n\":\"v\",",
          "\"z\":\"v\"}}"},
    Shape{"dates", "blanks", {}, "1 "},
    Shape{"dates", "digits", {}, "1"},
    Shape{"keys", "begun blocks", {}, "-----BEGIN PRIVATE KEY-----\n", {}, true},
    Shape{"keys", "ends", "-----BEGIN A-----", "-----END "},
    Shape{"keys", "one long block", "-----BEGIN PRIVATE KEY-----", "AAAA",
          "-----END PRIVATE KEY-----"},
    Shape{"keys", "short blocks", {}, "-----BEGIN A-----\nAA==\n-----END A-----\n"},
    Shape{"keys", "dashes", {}, "-"},
    Shape{"redaction", "words", redact, "word "},
    Shape{"redaction", "percent signs", redact, "%25"},
    Shape{"redaction", "backslashes", redact, "\\"},
    Shape{"redaction", "references", redact, "&amp;"},
    Shape{"redaction", "quotation marks", redact, "\""},
    Shape{"redaction", "brackets", redact, "["},
    Shape{"redaction", "every escape", redact, "%5c&#92;+\\u005c\n"},
    Shape{"visible", "controls", {}, "\x1b["},
    Shape{"visible", "blanks", {}, " \n"},
    Shape{"words", "single quotes", {}, "'"},
    Shape{"words", "double quotes", {}, "\"", {}, true},
    Shape{"words", "document's quotes", {}, "\u201c", {}, true},
    Shape{"words", "document's quotes of both kinds", {}, " \u2018\u201c"},
    Shape{"words", "document's dashes", {}, " \u2013a", {}, true},
    Shape{"words", "document's dashes in one word", {}, "\u2013"},
    Shape{"words", "backslashes", {}, "\\"},
    Shape{"words", "backslashes and quotes", {}, "\\\""},
    Shape{"words", "carets", {}, "^"},
    Shape{"words", "backticks", {}, "`"},
    Shape{"words", "dollars", {}, "$("},
    Shape{"words", "braces", {}, "${", {}, true},
    Shape{"words", "closing braces", "\1{", "}"},
    Shape{"words", "substitutions in quotes", "\1\"", "$("},
    Shape{"words", "substitutions in quotes, the last one closed", "\1\"", "$(", ")\""},
    Shape{"words", "percent signs", {}, "%a"},
    Shape{"words", "redirections", {}, "2>a "},
    Shape{"words", "blanks before a line's end", {}, "\\  "},
    Shape{"words", "continued lines", {}, "a \\\n"},
    Shape{"words", "short options", {}, " -sSLf"},
    Shape{"words", "one long option", " -", "s"},
    Shape{"words", "here-strings", {}, "@'\n"},
    Shape{"words", "ANSI strings", {}, "$'\\x41'"},
    Shape{"quoting", "quotes", {}, "'"},
    Shape{"quoting", "backslashes", {}, "\\"},
    Shape{"curl", "commands", {}, "curl https://a.example\n", {}, true},
    Shape{"curl", "commands in one line", {}, "curl -d a "},
    Shape{"curl", "an open quote each", {}, "curl '", {}, true},
    Shape{"curl", "paths", {}, "/curl"},
    Shape{"curl", "one long path", {}, "a/", "curl -d"},
    Shape{"curl", "comments", {}, "# curl -d a\n"},
    Shape{"curl", "fields", "curl https://a.example", " -d a=b"},
    Shape{"curl", "forms", "curl https://a.example -F 'a=b", "; type=a"},
    Shape{"curl", "headers", "curl https://a.example", " -H 'a: b'"},
    Shape{"curl", "attributes", "curl https://a.example -F 'a=\"b\"", ";", "'"},
    Shape{"curl", "PowerShell's", {}, "irm -Uri a "},
    Shape{"assignments", "lines", {}, "A%n=b\n", {}, true},
    Shape{"assignments", "in one line", {}, "export A%n=b "},
    Shape{"assignments", "an open quote each", {}, "A='\n", {}, true},
    Shape{"assignments", "an open double quote each", {}, "A=\"\n"},
    Shape{"assignments", "PowerShell's open quotes", {}, "$env:A='\n"},
    Shape{"assignments", "calls left open", {}, "[Environment]::SetEnvironmentVariable('A','\n"},
    Shape{"assignments", "brackets", "A=", "${"},
    Shape{"assignments", "substitutions", "A=", "$("},
    Shape{"assignments", "one long name", {}, "A"},
    Shape{"assignments", "set", {}, "set A=b&"},
    Shape{"assignments", "declarations", {}, "declare -x "},
    Shape{"yaml", "lines", {}, "a%n: b\n", {}, true},
    Shape{"yaml", "nested", {}, "- "},
    Shape{"yaml", "brackets", "a: ", "["},
    Shape{"yaml", "braces", "a: ", "{"},
    Shape{"yaml", "anchors", {}, "a%n: &b%n c\n"},
    Shape{"yaml", "aliases", "a: &b {c: d}\n", "e%n: *b\n"},
    Shape{"yaml", "merged", "a: &b {c: d}\nx:\n", "  <<: *b\n"},
    Shape{"yaml", "question marks", {}, "? "},
    Shape{"yaml", "quotes", "a: ", "''"},
    Shape{"import", "Postman's values", "{\"_postman_variable_scope\":\"environment\",\"values\":[",
          "{\"key\":\"K%n_CLIENT_ID\",\"value\":\"v%n\"},", "{}]}", true},
    Shape{
        "import", "Postman's items",
        "{\"info\":{\"schema\":\"https://schema.getpostman.com/json/"
        "collection/v2.1.0/collection.json\"},\"item\":[",
        "{\"name\":\"n%n\",\"request\":{\"url\":\"https://a.example/token\",\"method\":\"POST\"}},",
        "{}]}"},
    Shape{"import", "Postman's folders",
          "{\"info\":{\"schema\":\"https://schema.getpostman.com/json/"
          "collection/v2.1.0/collection.json\"},\"item\":[",
          "{\"item\":["},
    Shape{"import", "our own rows", "{\"tokenwrightExport\":1,\"credentialSets\":[",
          "{\"name\":\"n%n\",\"provider\":\"ebay\",\"environment\":\"sandbox\"},", "{}]}", true},
    Shape{"import", "objects in a list", "[", "{\"a\":1},", "{}]"},
    Shape{"import", "keys", "{", "\"k%n\":1,", "\"z\":1}"},
    Shape{"import",
          "pairs in lines",
          {},
          "P%n_CLIENT_ID=notreal%n\nP%n_CLIENT_SECRET=fake%n\n",
          {},
          true},
    Shape{"import", "ids of one prefix", {}, "EBAY_CLIENT_ID=notreal%n\n"},
    Shape{"import",
          "keys of one prefix",
          "EBAY_CLIENT_ID=a1\nEBAY_CLIENT_SECRET=b1\n",
          "EBAY_A%n_SCOPE=x\n",
          {},
          true},
    Shape{"import",
          "curl commands",
          {},
          "curl -u notreal%n:fake%n -d grant_type=client_credentials https://a.example/token\n",
          {},
          true},
    Shape{"import", "eBay's hosts", {}, "api.ebay.com:\n  appid: a%n\n  certid: b%n\n"},
    Shape{"import", "eBay's fields", "api.ebay.com:\n", "  f%n: x\n"},
    Shape{"import", "our own rows of one name", "{\"tokenwrightExport\":1,\"credentialSets\":[",
          "{\"name\":\"n\",\"provider\":\"ebay\",\"environment\":\"sandbox\"},", "{}]}"},
    Shape{"import", "scopes", "EBAY_CLIENT_ID=a1\nEBAY_CLIENT_SECRET=b1\nEBAY_SCOPE=\"", "s%n ",
          "\""},
    Shape{"import", "services", "services:\n", "  s%n:\n    environment:\n      CLIENT_ID: a%n\n"},
    Shape{"import", "prose", {}, "Lorem ipsum dolor sit amet. "},
};

double cpuSeconds()
{
    std::timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

double bestOf(int tries, const Target &target, const QByteArray &input)
{
    double best = 0;
    for (int i = 0; i < tries; ++i) {
        const double start = cpuSeconds();
        target.run(input);
        const double taken = cpuSeconds() - start;
        best = i == 0 ? taken : std::min(best, taken);
    }
    return best;
}

/// What doubling \a size costs, in the mean of two doublings; what is too short to be measured
/// counts as nothing.
double ratioOf(const Target &target, const Shape &shape, qsizetype size, int tries)
{
    const double once = bestOf(tries, target, shape.ofSize(size));
    const double fourTimes = bestOf(tries, target, shape.ofSize(4 * size));
    return fourTimes < meaningful ? 0 : std::sqrt(fourTimes / once);
}

bool isLinear(const Target &target, const Shape &shape)
{
    qsizetype size = smallest;
    while (size < largest && bestOf(1, target, shape.ofSize(size)) < meaningful)
        size *= 2;
    double ratio = ratioOf(target, shape, size, 2);
    for (int again = 0; ratio >= tooMuch && again < 2; ++again) // somebody else was at work
        ratio = std::min(ratio, ratioOf(target, shape, size, 7));
    std::printf("%-9s %s: %s, from %lld bytes on: %.1f\n",
                ratio < tooMuch ? "linear" : "NOT LINEAR", shape.target, shape.name,
                static_cast<long long>(size), ratio);
    std::fflush(stdout);
    return ratio < tooMuch;
}

} // namespace

int measureDoubling(const QByteArray &word, bool quick)
{
    // From some size on the system would map each block anew, which takes longer than to read it.
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    int failed = 0;
    int measured = 0;
    for (const Shape &shape : shapes) {
        const QByteArray name = QByteArray(shape.target) + ": " + shape.name;
        if ((quick && !shape.quick) || !name.contains(word))
            continue;
        const Target *target = targetNamed(shape.target);
        require(target, "a shape is for a target", name);
        ++measured;
        failed += isLinear(*target, shape) ? 0 : 1;
    }
    std::printf("%d shapes measured, %d not linear\n", measured, failed);
    return measured == 0 ? 1 : failed;
}

} // namespace Tokenwright::Fuzz
