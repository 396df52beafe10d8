// SPDX-License-Identifier: MIT
#include "EntryRules.h"

#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

namespace {

const QString label = u"client secret"_s;

Entry practiceEntry()
{
    Entry entry;
    entry.set.name = u"Catalogue"_s;
    entry.credentials.clientId = u"id-1"_s;
    entry.credentials.clientSecret = Secret::fromText(u"s3cret-1"_s);
    return entry;
}

QByteArray bytesOf(const Secret &secret)
{
    return secret.reveal().toByteArray();
}

} // namespace

class TestEntryRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
    void refusedNames_data();
    void refusedNames();
    void texts_data();
    void texts();
    void refusedTexts_data();
    void refusedTexts();
    void refusedBytes_data();
    void refusedBytes();
    void encodingMark();
    void keys();
    void parameterNames_data();
    void parameterNames();
    void headers_data();
    void headers();
    void secretParametersMove();
    void secretHeadersMove();
    void placeholdersStay();
    void replacedHeaderSecret();
    void twoOfOneName();
    void plainOrSecret();
    void severalValues();
    void wholeEntry_data();
    void wholeEntry();
    void whatWasThereStays();
    void withoutPair();
    void variables_data();
    void variables();
};

void TestEntryRules::names_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("trimmed");
    QTest::newRow("plain") << u"Catalogue"_s << u"Catalogue"_s << false;
    QTest::newRow("blank inside") << u"My  shop"_s << u"My  shop"_s << false;
    QTest::newRow("blanks around") << u" \tShop\r\n"_s << u"Shop"_s << true;
    QTest::newRow("no-break blanks around") << u"\u00a0Shop\u2028"_s << u"Shop"_s << true;
    QTest::newRow("other alphabets") << u"Магазин 店 متجر"_s << u"Магазин 店 متجر"_s << false;
    QTest::newRow("emoji of several")
        << u"\U0001F469\u200d\U0001F4BB"_s << u"\U0001F469\u200d\U0001F4BB"_s << false;
    QTest::newRow("markup") << u"<b>&x</b>"_s << u"<b>&x</b>"_s << false;
    QTest::newRow("quotation marks") << u"“Shop”"_s << u"“Shop”"_s << false;
}

void TestEntryRules::names()
{
    QFETCH(QString, text);
    const auto name = enteredName(text);
    QVERIFY(name.has_value());
    QTEST(name->text, "name");
    QTEST(name->wasTrimmed, "trimmed");
}

void TestEntryRules::refusedNames_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said"); // in the message
    QTest::newRow("escape") << u"a\u001b]0;x"_s << u"Character 2 of the name is U+001B"_s;
    QTest::newRow("nul") << u"a"_s + QChar(u'\0') + u"b"_s
                         << u"Character 2 of the name is U+0000"_s;
    QTest::newRow("line feed") << u"one\ntwo"_s << u"Character 4 of the name is U+000A"_s;
    QTest::newRow("return") << u"one\rtwo"_s << u"Character 4 of the name is U+000D"_s;
    QTest::newRow("tabulator") << u"one\ttwo"_s << u"Character 4 of the name is U+0009"_s;
    QTest::newRow("delete") << u"a\u007fb"_s << u"U+007F"_s;
    QTest::newRow("C1") << u"a\u009bb"_s << u"U+009B"_s;
    QTest::newRow("next line") << u"a\u0085b"_s << u"U+0085"_s;
    QTest::newRow("line separator") << u"a\u2028b"_s << u"U+2028"_s;
    QTest::newRow("paragraph separator") << u"a\u2029b"_s << u"U+2029"_s;
    QTest::newRow("override") << u"abc\u202edef"_s << u"Character 4 of the name is U+202E"_s;
    QTest::newRow("isolate") << u"a\u2066b"_s << u"U+2066"_s;
    QTest::newRow("pop isolate") << u"a\u2069b"_s << u"U+2069"_s;
    QTest::newRow("right-to-left mark") << u"a\u200fb"_s << u"U+200F"_s;
    QTest::newRow("Arabic letter mark") << u"a\u061cb"_s << u"U+061C"_s;
    QTest::newRow("at the end") << u"a\u202e"_s << u"Character 2 of the name is U+202E"_s;
    QTest::newRow("counted by characters")
        << u"\U0001F511\u202e"_s << u"Character 2 of the name is U+202E"_s;
    QTest::newRow("counted from the blanks") << u"  a\nb"_s << u"Character 4 of the name"_s;
    QTest::newRow("empty") << QString() << u"needs a name"_s;
    QTest::newRow("blank") << u" \t\n"_s << u"needs a name"_s;
}

void TestEntryRules::refusedNames()
{
    QFETCH(QString, text);
    QFETCH(QString, said);
    const auto name = enteredName(text);
    QVERIFY(!name.has_value());
    QCOMPARE(name.error().kind, ErrorKind::Configuration);
    QVERIFY2(name.error().message.contains(said), qPrintable(name.error().message));
}

void TestEntryRules::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kept");
    QTest::addColumn<bool>("trimmed");
    QTest::newRow("plain") << u"S3cret-1"_s << u"S3cret-1"_s << false;
    QTest::newRow("all of ASCII") << u"!\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~"_s
                                  << u"!\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~"_s << false;
    QTest::newRow("blank inside") << u"correct horse"_s << u"correct horse"_s << false;
    QTest::newRow("letters of others")
        << u"Schlüssel-é-ключ-鍵"_s << u"Schlüssel-é-ключ-鍵"_s << false;
    QTest::newRow("combining") << u"e\u0301"_s << u"e\u0301"_s << false;
    QTest::newRow("emoji") << u"\U0001F511"_s << u"\U0001F511"_s << false;
    QTest::newRow("dash") << u"a–b—c"_s << u"a–b—c"_s << false;
    QTest::newRow("line end") << u"abc\n"_s << u"abc"_s << true;
    QTest::newRow("line ends") << u"abc\r\n\r\n"_s << u"abc"_s << true;
    QTest::newRow("blanks") << u" \tabc "_s << u"abc"_s << true;
    QTest::newRow("no-break blank around") << u"\u00a0abc\u00a0"_s << u"abc"_s << true;
    QTest::newRow("empty") << QString() << QString() << false;
    QTest::newRow("blank") << u" \n"_s << QString() << true;
}

void TestEntryRules::texts()
{
    QFETCH(QString, text);
    QFETCH(QString, kept);
    QFETCH(bool, trimmed);
    const auto id = enteredClientId(text, u"client ID"_s);
    QVERIFY(id.has_value());
    QCOMPARE(id->text, kept);
    QCOMPARE(id->wasTrimmed, trimmed);
    const auto secret = enteredSecret(Secret::fromText(text), label);
    QVERIFY(secret.has_value());
    QCOMPARE(bytesOf(secret->value), kept.toUtf8());
    QCOMPARE(secret->wasTrimmed, trimmed);
}

void TestEntryRules::refusedTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const QString &text, int character, const char *code) {
        QTest::newRow(name) << text
                            << u"Character %1 of the client secret is %2"_s.arg(character).arg(
                                   QLatin1StringView(code));
    };
    row("nul", u"Zab"_s + QChar(u'\0') + u"c"_s, 4, "U+0000");
    row("nul at the end", u"Zabc"_s + QChar(u'\0'), 5, "U+0000");
    row("return", u"Zab\rc"_s, 4, "U+000D");
    row("line feed", u"Zab\nc"_s, 4, "U+000A");
    row("tabulator", u"Zab\tc"_s, 4, "U+0009");
    row("escape", u"\u001bZab"_s, 1, "U+001B");
    row("zero-width blank", u"Zab\u200bc"_s, 4, "U+200B");
    row("zero-width blank around", u"Zabc\u200b"_s, 5, "U+200B");
    row("zero-width joiner", u"Zab\u200dc"_s, 4, "U+200D");
    row("word joiner", u"Zab\u2060c"_s, 4, "U+2060");
    row("byte-order mark inside", u"Zab\ufeffc"_s, 4, "U+FEFF");
    row("soft hyphen", u"Zab\u00adc"_s, 4, "U+00AD");
    row("no-break blank", u"Zab\u00a0c"_s, 4, "U+00A0");
    row("narrow no-break blank", u"Zab\u202fc"_s, 4, "U+202F");
    row("ideographic blank", u"Zab\u3000c"_s, 4, "U+3000");
    row("Hangul filler", u"Zab\u3164c"_s, 4, "U+3164");
    row("variation selector", u"Zab\ufe0fc"_s, 4, "U+FE0F");
    row("tag", u"Zab\U000E0041c"_s, 4, "U+E0041");
    row("line separator", u"Zab\u2028c"_s, 4, "U+2028");
    row("override", u"Zab\u202ec"_s, 4, "U+202E");
    row("isolate", u"Zab\u2067c"_s, 4, "U+2067");
    row("private use", u"Zab\ue000c"_s, 4, "U+E000");
    row("replacement", u"Zab\ufffdc"_s, 4, "U+FFFD");
    row("double quotation marks", u"“Zabc”"_s, 1, "U+201C");
    row("closing double", u"Zabc”"_s, 5, "U+201D");
    row("low double", u"„Zabc“"_s, 1, "U+201E");
    row("single", u"‘Zabc’"_s, 1, "U+2018");
    row("apostrophe", u"Zab’c"_s, 4, "U+2019");
    row("low single", u"‚Zabc‘"_s, 1, "U+201A");
    row("guillemets", u"«Zabc»"_s, 1, "U+00AB");
    row("single guillemets", u"Zabc›"_s, 5, "U+203A");
    row("counted by characters", u"\U0001F511Z\u200b"_s, 3, "U+200B");
    row("counted from the blanks", u" \nZ\u200b"_s, 4, "U+200B");
}

void TestEntryRules::refusedTexts()
{
    QFETCH(QString, text);
    QFETCH(QString, place);
    const auto secret = enteredSecret(Secret::fromText(text), label);
    QVERIFY(!secret.has_value());
    QCOMPARE(secret.error().kind, ErrorKind::Configuration);
    QVERIFY2(secret.error().message.startsWith(place + u','), qPrintable(secret.error().message));
    QVERIFY(!secret.error().message.contains(u'Z')); // the value stands in no message
    const auto id = enteredClientId(text, label);
    QVERIFY(!id.has_value());
    QCOMPARE(id.error().message, secret.error().message);
}

void TestEntryRules::refusedBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("place");
    QTest::newRow("Latin-1") << QByteArray("Schl\xfcssel") << 5;
    QTest::newRow("at the start") << QByteArray("\xff\xfe") << 1;
    QTest::newRow("cut off") << QByteArray("ab\xe2\x82") << 3;
    QTest::newRow("surrogate") << QByteArray("ab\xed\xa0\x80") << 3;
    QTest::newRow("overlong") << QByteArray("ab\xc0\xaf") << 3;
    QTest::newRow("after characters of several")
        << QByteArray("\xc3\xa9\xe2\x82\xac\xf0\x9f\x94\x91\x80") << 10;
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe"
                                          "a\0b\0",
                                          6)
                            << 1;
}

void TestEntryRules::refusedBytes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, place);
    const QString said = u"Byte %1 of the client secret is no UTF-8"_s.arg(place);
    const auto secret = enteredSecret(bytes, label);
    QVERIFY(!secret.has_value());
    QVERIFY2(secret.error().message.startsWith(said), qPrintable(secret.error().message));
    const auto key = enteredKey(bytes, label);
    QVERIFY(!key.has_value());
    QCOMPARE(key.error().message, secret.error().message);
}

void TestEntryRules::encodingMark()
{
    const auto secret = enteredSecret(QByteArrayView("\xef\xbb\xbf"
                                                     "abc\r\n"),
                                      label);
    QVERIFY(secret.has_value());
    QCOMPARE(bytesOf(secret->value), "abc");
    QVERIFY(secret->wasTrimmed);
}

void TestEntryRules::keys()
{
    const QByteArray pem = "-----BEGIN PRIVATE KEY-----\r\nAAAA\r\n-----END PRIVATE KEY-----\n";
    const auto key = enteredKey(pem, u"private key"_s);
    QVERIFY(key.has_value());
    QCOMPARE(bytesOf(*key), pem);
}

void TestEntryRules::parameterNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("fits");
    QTest::newRow("plain") << u"audience"_s << true;
    QTest::newRow("brackets") << u"user[role]"_s << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("line end") << u"a\r\nb"_s << false;
    QTest::newRow("nul") << u"a\0b"_s << false;
    QTest::newRow("override") << u"a\u202eb"_s << false;
}

void TestEntryRules::parameterNames()
{
    QFETCH(QString, name);
    QTEST(!parameterNameProblem(name).has_value(), "fits");
    Entry entry = practiceEntry();
    entry.set.parameters.insert(name, {u"x"_s});
    QTEST(entered(entry).has_value(), "fits");
    entry = practiceEntry();
    entry.credentials.parameters.insert(name, Secret::fromText(u"x"_s));
    QTEST(entered(entry).has_value(), "fits");
}

void TestEntryRules::headers_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("fits");
    QTest::newRow("plain") << u"X-Tenant"_s << u"acme 7"_s << true;
    QTest::newRow("no name") << QString() << u"x"_s << false;
    QTest::newRow("blank in the name") << u"X Tenant"_s << u"x"_s << false;
    QTest::newRow("colon in the name") << u"X:"_s << u"x"_s << false;
    QTest::newRow("line end in the name") << u"X\r\nY"_s << u"x"_s << false;
    QTest::newRow("line end in the value") << u"X-Tenant"_s << u"a\r\nX-Other: b"_s << false;
    QTest::newRow("line feed in the value") << u"X-Tenant"_s << u"a\nb"_s << false;
    QTest::newRow("whom it is for") << u"Host"_s << u"other.example"_s << false;
    QTest::newRow("where it ends, in any case") << u"transfer-ENCODING"_s << u"chunked"_s << false;
    QTest::newRow("one of those is taken out") << u"Host"_s << QString() << true;
    QTest::newRow("begins like one") << u"Hosted-By"_s << u"acme"_s << true;
    QTest::newRow("nul in the value") << u"X-Tenant"_s << u"a\0b"_s << false;
}

void TestEntryRules::headers()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QTEST(!headerProblem({name, value}).has_value(), "fits");
    Entry entry = practiceEntry();
    entry.set.headers.append({name, value});
    QTEST(entered(entry).has_value(), "fits");
}

void TestEntryRules::secretParametersMove()
{
    Entry entry = practiceEntry();
    entry.set.parameters = {{u"audience"_s, {u"a"_s}},
                            {u"password"_s, {u" hidden-1\n"_s}},
                            {u"token_type"_s, {u"x"_s}}};
    const auto moved = entered(entry);
    QVERIFY(moved.has_value());
    QCOMPARE(moved->set.parameters.keys(), (QStringList{u"audience"_s, u"token_type"_s}));
    QCOMPARE(moved->credentials.parameters.keys(), QStringList{u"password"_s});
    QCOMPARE(bytesOf(moved->credentials.parameters.value(u"password"_s)), "hidden-1");
    const QString notes = moved->notes.join(u'\n');
    QVERIFY(notes.contains(u"“password” is a secret"));
    QVERIFY(notes.contains(u"around the value of “password” were taken off"));
    QVERIFY(!notes.contains(u"hidden"));
}

void TestEntryRules::secretHeadersMove()
{
    Entry entry = practiceEntry();
    entry.set.headers = {{u"X-Tenant"_s, u"acme"_s}, {u"X-Api-Key"_s, u"hidden-2"_s}};
    const auto moved = entered(entry);
    QVERIFY(moved.has_value());
    QCOMPARE(
        moved->set.headers,
        (QList<NameValue>{{u"X-Tenant"_s, u"acme"_s}, {u"X-Api-Key"_s, u"{secret:X-Api-Key}"_s}}));
    QCOMPARE(bytesOf(moved->credentials.parameters.value(u"X-Api-Key"_s)), "hidden-2");
    QCOMPARE(secretsInHeaders(moved->set.headers), QStringList{u"X-Api-Key"_s});
    QVERIFY(moved->notes.join(u'\n').contains(u"“X-Api-Key” is a secret"));
}

void TestEntryRules::placeholdersStay()
{
    Entry entry = practiceEntry();
    entry.set.headers = {{u"X-Api-Key"_s, u"Key {secret:gate}"_s}};
    entry.credentials.parameters.insert(u"gate"_s, Secret::fromText(u"hidden-3"_s));
    const auto moved = entered(entry);
    QVERIFY(moved.has_value());
    QCOMPARE(moved->set, entry.set);
    QCOMPARE(moved->credentials.parameters.keys(), QStringList{u"gate"_s});
    QCOMPARE(moved->notes, QStringList());
}

void TestEntryRules::replacedHeaderSecret()
{
    Entry before = practiceEntry();
    before.set.headers = {{u"X-Api-Key"_s, u"{secret:X-Api-Key}"_s}};
    before.credentials.parameters.insert(u"X-Api-Key"_s, Secret::fromText(u"hidden-old"_s));
    Entry after = before;
    after.set.headers = {{u"X-Api-Key"_s, u"hidden-new"_s}};
    const auto replaced = entered(after, &before);
    QVERIFY(replaced.has_value());
    QCOMPARE(replaced->set.headers, before.set.headers);
    QCOMPARE(bytesOf(replaced->credentials.parameters.value(u"X-Api-Key"_s)), "hidden-new");

    after.set.headers.clear();
    const auto removed = entered(after, &before);
    QVERIFY(removed.has_value());
    QVERIFY(removed->credentials.parameters.isEmpty());
}

void TestEntryRules::twoOfOneName()
{
    Entry entry = practiceEntry();
    entry.set.parameters = {{u"token"_s, {u"hidden-4"_s}}};
    entry.set.headers = {{u"token"_s, u"hidden-5"_s}};
    const auto moved = entered(entry);
    QVERIFY(moved.has_value());
    QCOMPARE(moved->set.headers, (QList<NameValue>{{u"token"_s, u"{secret:token-2}"_s}}));
    QCOMPARE(bytesOf(moved->credentials.parameters.value(u"token"_s)), "hidden-4");
    QCOMPARE(bytesOf(moved->credentials.parameters.value(u"token-2"_s)), "hidden-5");
}

void TestEntryRules::plainOrSecret()
{
    const Entry none = practiceEntry();
    Entry plain = none;
    plain.set.parameters.insert(u"tenant"_s, {u"acme"_s});
    Entry secret = none;
    secret.credentials.parameters.insert(u"tenant"_s, Secret::fromText(u"acme-1"_s));
    Entry both = secret;
    both.set.parameters = plain.set.parameters;
    const auto isSecret = [](const Result<Entry> &entry) {
        return entry && entry->set.parameters.isEmpty()
            && entry->credentials.parameters.contains(u"tenant"_s);
    };
    QVERIFY(isSecret(entered(both)));
    QVERIFY(isSecret(entered(both, &none)));
    QVERIFY(isSecret(entered(both, &plain)));
    QVERIFY(isSecret(entered(both, &both)));
    const auto nowPlain = entered(both, &secret);
    QVERIFY(nowPlain && nowPlain->set.parameters == plain.set.parameters);
    QVERIFY(nowPlain->credentials.parameters.isEmpty());
    Entry newSecret = both;
    newSecret.credentials.parameters.insert(u"tenant"_s, Secret::fromText(u"acme-2"_s));
    QVERIFY(isSecret(entered(newSecret, &secret)));
    both.set.headers = {{u"X-Tenant"_s, u"{secret:tenant}"_s}}; // then the secret is no parameter
    const auto kept = entered(both);
    QVERIFY(kept && kept->set.parameters == plain.set.parameters);
    QCOMPARE(kept->credentials.parameters.size(), 1);
}

void TestEntryRules::severalValues()
{
    Entry entry = practiceEntry();
    entry.set.parameters = {{u"token"_s, {u"hidden-6"_s, u"hidden-7"_s}}};
    const auto moved = entered(entry);
    QVERIFY(!moved.has_value());
    QVERIFY(moved.error().message.contains(u"“token”"));
    QVERIFY(!moved.error().message.contains(u"hidden"));
}

void TestEntryRules::wholeEntry_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("clientId");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("said"); // empty: it enters
    QTest::newRow("fine") << u"A"_s << u"id"_s << u"s"_s << QString();
    QTest::newRow("name") << u"A\u202e"_s << u"id"_s << u"s"_s << u"of the name"_s;
    QTest::newRow("id") << u"A"_s << u"id\u200b"_s << u"s"_s << u"of the client ID"_s;
    QTest::newRow("secret") << u"A"_s << u"id"_s << u"“s”"_s << u"of the client secret"_s;
}

void TestEntryRules::wholeEntry()
{
    QFETCH(QString, name);
    QFETCH(QString, clientId);
    QFETCH(QString, secret);
    QFETCH(QString, said);
    Entry entry = practiceEntry();
    entry.set.name = name;
    entry.credentials.clientId = clientId;
    entry.credentials.clientSecret = Secret::fromText(secret);
    const auto outcome = entered(entry);
    QCOMPARE(outcome.has_value(), said.isEmpty());
    if (!outcome)
        QVERIFY2(outcome.error().message.contains(said), qPrintable(outcome.error().message));
}

void TestEntryRules::whatWasThereStays()
{
    Entry before = practiceEntry();
    before.set.name = u"odd\u202ename"_s;
    before.credentials.clientId = u"odd\u200bid"_s;
    before.credentials.clientSecret = Secret::fromText(u"odd\nsecret "_s);
    before.credentials.parameters.insert(u"extra"_s, Secret::fromText(u"odd\tone"_s));
    Entry after = before;
    after.set.scopes = {u"read"_s};
    const auto same = entered(after, &before);
    QVERIFY2(same.has_value(), same ? "" : qPrintable(same.error().message));
    QCOMPARE(same->set, after.set);
    QCOMPARE(same->credentials.clientId, before.credentials.clientId);
    QCOMPARE(bytesOf(same->credentials.clientSecret), "odd\nsecret ");

    after.set.name = u"odd\u202eother"_s;
    QVERIFY(!entered(after, &before).has_value());
}

void TestEntryRules::withoutPair()
{
    CredentialSet set;
    set.name = u" Shop "_s;
    set.parameters = {{u"audience"_s, {u"a"_s}}};
    const auto fine = enteredWithoutPair(set);
    QVERIFY(fine.has_value());
    QCOMPARE(fine->name, u"Shop"_s);

    CredentialSet odd = set;
    odd.parameters.insert(u"password"_s, {u"hidden-8"_s});
    const auto refused = enteredWithoutPair(odd);
    QVERIFY(!refused.has_value());
    QVERIFY(refused.error().message.contains(u"“password”"));
    QVERIFY(!refused.error().message.contains(u"hidden"));
    QVERIFY(enteredWithoutPair(odd, &odd).has_value()); // an old index has them

    odd = set;
    odd.headers = {{u"X-Api-Key"_s, u"hidden-9"_s}};
    QVERIFY(!enteredWithoutPair(odd).has_value());
    odd.headers = {{u"X-Api-Key"_s, u"{secret:X-Api-Key}"_s}};
    QVERIFY(enteredWithoutPair(odd).has_value());
}

void TestEntryRules::variables_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("said"); // empty: it enters
    const auto row = [](const char *tag, const QString &name, const QString &value,
                        const QString &said) { QTest::newRow(tag) << name << value << said; };
    row("plain", u"tenant"_s, u"acme"_s, {});
    row("URL", u"tokenUrl"_s, u"https://a.example/t?v=1&account_id=7#top"_s, {});
    row("an @ in the path", u"tokenUrl"_s, u"https://a.example/@acme"_s, {});
    row("named as a secret", u"password"_s, u"Zhidden"_s, u"“password” is a secret"_s);
    row("empty", u"password"_s, QString(), {});
    row("user", u"tokenUrl"_s, u"https://Zu:Zp@a.example/t"_s, u"“tokenUrl” has a user"_s);
    row("user alone", u"host"_s, u"https://Zu@a.example"_s, u"“host” has a user"_s);
    row("secret", u"tokenUrl"_s, u"https://a.example/t?v=1&client_secret=Zs"_s,
        u"holds “client_secret”"_s);
    row("client ID", u"tokenUrl"_s, u"https://a.example/t?client_id=Zid"_s, u"holds “client_id”"_s);
    row("escaped name", u"tokenUrl"_s, u"https://a.example/t?api%5Fkey=Zk"_s,
        u"holds “api%5Fkey”"_s);
    row("key of an API", u"tokenUrl"_s, u"https://a.example/t?key=Zk"_s, u"holds “key”"_s);
    row("signature", u"tokenUrl"_s, u"https://a.example/t?sv=1&sig=Zk"_s, u"holds “sig”"_s);
    row("in the fragment", u"tokenUrl"_s, u"https://a.example/t#access_token=Zk"_s,
        u"holds “access_token”"_s);
    row("without scheme", u"host"_s, u"a.example/t?token=Zk"_s, u"holds “token”"_s);
}

void TestEntryRules::variables()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QString, said);
    Entry entry = practiceEntry();
    entry.set.variables.insert(name, value);
    const auto whole = entered(entry);
    const auto apart = enteredWithoutPair(entry.set);
    QCOMPARE(whole.has_value(), said.isEmpty());
    QCOMPARE(apart.has_value(), said.isEmpty());
    if (!whole && !apart) {
        QVERIFY2(whole.error().message.contains(said), qPrintable(whole.error().message));
        QVERIFY2(!whole.error().message.contains(u'Z'), qPrintable(whole.error().message));
        QCOMPARE(apart.error().message, whole.error().message);
    }
    const auto again = entered(entry, &entry); // an old index has them
    QVERIFY(again.has_value());
    QCOMPARE(again->set, entry.set);
}

TEST_IN_PROGRAM(TestEntryRules)

#include "tst_entryrules.moc"
