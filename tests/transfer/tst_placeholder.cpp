// SPDX-License-Identifier: MIT
#include "Placeholder.h"

#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

class TestPlaceholder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsImportedForThese_data()
    {
        rows({"",
              " ",
              "<client id>",
              "<Base64(key:secret)>",
              "<B64-encoded-oauth-credentials>",
              "<appid-from-developer-portal>",
              "---Client Id---",
              "--- client secret---",
              "-- redirect uri ---",
              "---Client id ----",
              "your-app-id",
              "YOUR_CLIENT_SECRET",
              "yourClientId",
              "your client id",
              "<your_client_id>",
              "your_ebay_cert_id",
              "YourAppId",
              "xxx",
              "XXXXXXXX",
              "xxxx-xxxx-xxxx",
              "xxxxxxxx-SBX-xxxxxxxx",
              "********",
              "••••••",
              "________",
              "....",
              "changeme",
              "CHANGE_ME",
              "change-this",
              "replace-me",
              "REPLACE_WITH_YOUR_SECRET",
              "insert-secret-here",
              "ENTER_CLIENT_ID_HERE",
              "{{client_id}}",
              "{{ client secret }}",
              "https://{{host}}/token",
              "${CLIENT_ID}",
              "${CLIENT_ID:-none}",
              "$CLIENT_ID",
              "$client_id",
              "%CLIENT_ID%",
              "$(pass show ebay)",
              "{client_id}",
              "[client_id]",
              "UkVTVFRlc3...wZi1hOGZhLTI4MmY=",
              "UkVTVFRlc3\u2026wZi1hOGZhLTI4MmY=",
              "client_id",
              "client-secret",
              "clientId",
              "APP_ID",
              "cert id",
              "my-client-secret",
              "example_api_key",
              "TODO",
              "tbd",
              "null",
              "undefined",
              "none",
              "placeholder",
              "[REDACTED]",
              "__CLIENT_ID__",
              "00000000",
              "aaaaaa",
              "https://.../oauth/token",
              ".../oauth/token"});
    }
    void nothingIsImportedForThese()
    {
        QFETCH(const QString, value);
        QVERIFY(isPlaceholder(value));
    }

    void theseAreReal_data()
    {
        rows({"Practice-Catalog-SBX-1a2b3c4d5e6f-7a8b9c0d",
              "SBX-1a2b3c4d5e6f-0000-4111-8222-9333",
              "PROD1234ABCD",
              "PRODSSSXXXZZZZ",
              "SAND1234ABCD",
              "3W8mOJ1Gh5lItmFCHzz82SZO9rc2EBwS",
              "YourComp-MyShop-PRD-1a2b3c4d5e6f-7a8b9c0d",
              "my-service",
              "address-service-key",
              "settings-api-secret",
              "putative",
              "insertion7",
              "changelog",
              "set-top-box",
              "addis-ababa",
              "practice-client",
              "client",
              "secret",
              "s3cr3t",
              "Tr0ub4dor&3",
              "pa$$word",
              "$2a$10$abcdefgh",
              "p%40ss",
              "a-b--c",
              "--a",
              "x-ray",
              "xxl-shop",
              "foo",
              "bar",
              "0oa1b2c3d4E5F6g7h8i9",
              "dose1234-5678-90ab-cdef-1234567890ab",
              "abc~8Q~practice.secret-value_1",
              "https://login.example.com/oauth/token",
              "nullable",
              "todos-app",
              "hidden-gems",
              "{\"a\": 1",
              "your1client2id3x9",
              "\u00fcml\u00e4ut-secret",
              "a.b.c",
              "1234567890"});
    }
    void theseAreReal()
    {
        QFETCH(const QString, value);
        QVERIFY(!isPlaceholder(value));
    }

private:
    static void rows(std::initializer_list<const char *> values)
    {
        QTest::addColumn<QString>("value");
        for (const char *value : values)
            QTest::newRow(*value ? value : "nothing") << QString::fromUtf8(value);
    }
};

TEST_IN_PROGRAM(TestPlaceholder)
#include "tst_placeholder.moc"
