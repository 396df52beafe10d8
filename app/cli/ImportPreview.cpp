// SPDX-License-Identifier: MIT
#include "ImportPreview.h"

#include "formats/import/ImportFile.h"
#include "oauth/ProviderText.h"
#include "providers/FailureText.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ImportPreview)
};

QStringList cellsOf(const ImportRow &row, const ProviderCatalog &providers)
{
    const Provider *provider = providers.provider(row.set.provider);
    const Environment *environment = provider ? provider->environment(row.set.environment)
                                              : nullptr;
    return {importStateName(row.state),
            row.set.name.isEmpty() ? QStringLiteral("-") : row.set.name,
            provider ? provider->name : QStringLiteral("-"),
            environment ? environment->name : QStringLiteral("-"),
            row.hasPair() ? shortenedClientId(row.pair.clientId) : QStringLiteral("-"),
            row.endpoint.isEmpty() ? QStringLiteral("-") : row.endpoint,
            Text::tr("%1, %2").arg(row.file, row.place)};
}

} // namespace

QString shownText(const QString &text)
{
    return presentableProviderText(text, {}, 200);
}

QString failureWords(const Error &error)
{
    return failureText(error, nullptr);
}

QString previewText(const QList<ImportRow> &rows, const ProviderCatalog &providers)
{
    QList<QStringList> table;
    QList<qsizetype> widths;
    for (const ImportRow &row : rows) {
        QStringList cells = cellsOf(row, providers);
        for (qsizetype i = 0; i < cells.size(); ++i) {
            cells[i] = shownText(cells.at(i));
            if (widths.size() <= i)
                widths.append(0);
            widths[i] = std::max(widths.at(i), cells.at(i).size());
        }
        table.append(cells);
    }
    QString text;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        QString line;
        for (qsizetype column = 0; column < table.at(i).size(); ++column)
            line += table.at(i).at(column).leftJustified(widths.at(column)) + u"  ";
        text += line.trimmed() + u'\n';
        if (!rows.at(i).text.isEmpty())
            text += u"    " + shownText(rows.at(i).text) + u'\n';
        if (rows.at(i).state == ImportRow::State::NeedsMapping) {
            text += u"    "
                + Text::tr("Say whose it is: --map %1=PROVIDER/ENVIRONMENT")
                      .arg(shownText(rows.at(i).key))
                + u'\n';
        }
    }
    return text;
}

} // namespace Tokenwright
