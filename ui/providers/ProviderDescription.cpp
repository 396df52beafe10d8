// SPDX-License-Identifier: MIT
#include "ProviderDescription.h"

#include "EnvironmentMark.h"
#include "ProviderList.h"
#include "ShownText.h"
#include "Tones.h"

#include "ClientAuthentication.h"
#include "PolicyText.h"
#include "ProviderCatalog.h"
#include "Text.h"

#include <QDir>
#include <QFileInfo>
#include <QPalette>

#include <algorithm>

namespace Tokenwright {

namespace {

QString escaped(const QString &text)
{
    return visibleText(text).toHtmlEscaped();
}

QString paragraph(const QString &text)
{
    return u"<p style=\"margin-top:2px\">" + escaped(text) + u"</p>";
}

QString heading(const QString &text)
{
    return u"<h4 style=\"margin-bottom:2px\">" + text.toHtmlEscaped() + u"</h4>";
}

QString link(const QString &url)
{
    const QString shown = escaped(url);
    return u"<a href=\"" + shown + u"\">" + shown + u"</a>";
}

QString toned(const QString &html, Tone tone, const QPalette &palette)
{
    return u"<span style=\"color:" + toneColor(tone, palette).name() + u"\">" + html + u"</span>";
}

QString endpoints(const Provider &provider, const QPalette &palette)
{
    QString html = heading(Text::tr("Token endpoints"));
    for (const ProviderEnvironment &environment : provider.environments) {
        const QString name = environmentMarkText(environment.name, environment.production)
                                 .toHtmlEscaped();
        html += u"<p style=\"margin-top:2px\">"
            + (environment.production ? toned(u"<b>" + name + u"</b>", Tone::Bad, palette) : name)
            + u"<br>" + escaped(environment.tokenUrl) + u"</p>";
    }
    return html;
}

/// What there is to know of how the client shows itself, besides its method.
QStringList authenticationNotes(const RequestRules &rules)
{
    QStringList notes;
    if (rules.authorizationScheme != RequestRules().authorizationScheme)
        notes.append(Text::tr("Its header says “%1” where others say Basic.")
                         .arg(rules.authorizationScheme));
    if (rules.clientCertificate == ClientCertificate::Required)
        notes.append(Text::tr("A TLS certificate of the client besides."));
    else if (rules.clientCertificate == ClientCertificate::Optional)
        notes.append(Text::tr("A TLS certificate of the client besides, if there is one."));
    if (rules.assertion.use == AssertionUse::Grant)
        notes.append(Text::tr("The grant is a signed assertion (RFC 7523): the private key makes "
                              "it, and it becomes the token."));
    return notes;
}

/// Each with what it is made of, which is no secret itself.
QString headerList(const QString &title, const QList<NameValue> &headers)
{
    if (headers.isEmpty())
        return {};
    QString html = heading(title);
    for (const NameValue &header : headers)
        html += paragraph(header.name + u": " + header.value);
    return html;
}

/// How sure it is, behind where it is from.
QString gradeText(const Fact &fact)
{
    return fact.confidence.isEmpty() ? QString() : Text::tr(" · %1").arg(fact.confidence);
}

QString facts(const Provider &provider, const QPalette &palette)
{
    if (provider.facts.isEmpty())
        return {};
    QString html = heading(Text::tr("Where this is known from"));
    for (const Fact &fact : provider.facts) {
        const bool isPage = fact.source.startsWith(u"https://");
        html += u"<p style=\"margin-top:2px\">" + escaped(fact.claim) + u"<br>"
            + (isPage ? link(fact.source) : escaped(fact.source))
            + toned(escaped(Text::tr(", seen %1").arg(fact.checked) + gradeText(fact)),
                    Tone::Secondary, palette)
            + u"</p>";
    }
    const bool isGraded = std::ranges::any_of(
        provider.facts, [](const Fact &fact) { return !fact.confidence.isEmpty(); });
    if (isGraded) {
        html += u"<p>"
            + toned(escaped(Text::tr("A: the vendor's own document. B: a repository or SDK of the "
                                     "vendor's, or what public code does. C: recalled and not "
                                     "confirmed.")),
                    Tone::Secondary, palette)
            + u"</p>";
    }
    return html;
}

} // namespace

QString providerDescription(const Provider &provider, const ProviderCatalog &catalog, int uses,
                            const QPalette &palette)
{
    const ProviderSource source = catalog.sourceOf(provider.id);
    QString html = u"<h3>" + escaped(provider.name) + u"</h3>";
    const QString about = source.shipped
        ? Text::tr("Comes with Tokenwright; its id is “%1”.").arg(provider.id)
        : Text::tr("Your own, from %1; its id is “%2”.")
              .arg(QDir::toNativeSeparators(source.file), provider.id);
    html += u"<p>" + toned(escaped(about), Tone::Secondary, palette);
    if (uses > 0)
        html += u"<br>"
            + toned(escaped(Text::tr("Used by %n credential set(s).", nullptr, uses)),
                    Tone::Secondary, palette);
    html += u"</p>";
    if (!provider.portalUrl.isEmpty())
        html += u"<p>" + escaped(Text::tr("Keys:")) + u' '
            + link(provider.portalUrl.toString(QUrl::FullyEncoded)) + u"</p>";
    html += endpoints(provider, palette);
    html += heading(Text::tr("Client authentication"));
    const auto *method = clientAuthenticationMethod(provider.request.clientAuthentication);
    html += paragraph(method ? method->translatedLabel() : provider.request.clientAuthentication);
    const QStringList besides = authenticationNotes(provider.request);
    for (const QString &note : besides)
        html += paragraph(note);
    html += headerList(Text::tr("Headers of the token request"), provider.request.headers);
    html += headerList(Text::tr("Headers of every call"), provider.useToken.headers);
    const QStringList rules = policySentences(provider);
    if (!rules.isEmpty())
        html += heading(Text::tr("Rules"));
    for (const QString &rule : rules)
        html += paragraph(rule);
    if (provider.check && !provider.check->note.isEmpty())
        html += heading(Text::tr("Checking a token")) + paragraph(provider.check->note);
    return html + facts(provider, palette);
}

QString problemDescription(const ProviderProblem &problem, const QPalette &palette)
{
    return u"<h3>" + escaped(QFileInfo(problem.file).fileName()) + u"</h3><p>"
        + toned(u"<b>" + escaped(Text::tr("This file was skipped.")) + u"</b>", Tone::Caution,
                palette)
        + u"<br>" + escaped(Text::tr("%1.").arg(problem.reason)) + u"</p>"
        + heading(Text::tr("File")) + paragraph(QDir::toNativeSeparators(problem.file))
        + paragraph(Text::tr("It is read again whenever it is saved."));
}

} // namespace Tokenwright
