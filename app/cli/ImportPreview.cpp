// SPDX-License-Identifier: MIT
#include "ImportPreview.h"

#include "Terminal.h"

#include "FailureText.h"
#include "ImportSource.h"
#include "Redaction.h"
#include "Text.h"

#include <QStringList>

namespace Tokenwright {

namespace {

QStringList previewCells(const ImportRow &row, const ProviderCatalog &providers)
{
    const ProviderPlace place = providers.find(row.set.provider, row.set.environment);
    return {importStateName(row.state),
            row.set.name.isEmpty() ? u"-"_s : row.set.name,
            place.provider ? place.providerName : u"-"_s,
            place.environment ? place.environmentName : u"-"_s,
            row.pair.clientId.isEmpty() ? u"-"_s : shortenedClientId(row.pair.clientId),
            row.endpoint.isEmpty() ? u"-"_s : row.endpoint,
            Text::tr("%1, %2").arg(row.file, row.place)};
}

} // namespace

QString shownText(const QString &text)
{
    return Redaction({}).text(text, 200);
}

QString failureWords(const Error &error)
{
    return failureText(error, nullptr);
}

QString previewText(const QList<ImportRow> &rows, const ProviderCatalog &providers)
{
    QList<QStringList> cells;
    for (const ImportRow &row : rows) {
        QStringList shown = previewCells(row, providers);
        for (QString &cell : shown)
            cell = shownText(cell);
        cells.append(shown);
    }
    const QStringList lines = columns({Text::tr("WHAT"), Text::tr("NAME"), Text::tr("PROVIDER"),
                                       Text::tr("ENVIRONMENT"), Text::tr("CLIENT ID"),
                                       Text::tr("TOKEN ENDPOINT"), Text::tr("FROM")},
                                      cells);
    QString text = lines.first() + u'\n';
    for (qsizetype i = 0; i < rows.size(); ++i) {
        text += lines.at(i + 1) + u'\n';
        if (!rows.at(i).text.isEmpty()) // all that is not carried over is named in it
            text += u"    " + Redaction({}).text(rows.at(i).text, 2000) + u'\n';
        if (rows.at(i).state == ImportRow::State::NeedsMapping) {
            text += u"    "
                + Text::tr("Say whose it is: --map %1=PROVIDER/ENVIRONMENT")
                      .arg(shownText(rows.at(i).key))
                + u'\n';
        }
        if (rows.at(i).asksForAnswer()) {
            for (const QString &name : rows.at(i).openVariables)
                text += u"    " + Text::tr("Say its value: --variable %1=VALUE").arg(name) + u'\n';
        }
    }
    return text;
}

} // namespace Tokenwright
