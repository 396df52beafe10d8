// SPDX-License-Identifier: MIT
#include "SecretName.h"

#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

class TestSecretName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secret_data();
    void secret();
    void harmless_data();
    void harmless();
};

namespace {

void addNames(std::initializer_list<const char *> names)
{
    QTest::addColumn<QString>("name");
    for (const char *name : names)
        QTest::newRow(name) << QString::fromUtf8(name);
}

} // namespace

void TestSecretName::secret_data()
{
    addNames({"password",
              "PASSWORD",
              "user_password",
              "userPassword",
              "Passwd",
              "db-pwd",
              "passphrase",
              "password2",
              "pass",
              "secret",
              "client_secret",
              "clientSecret",
              "CLIENTSECRET",
              "secret_id",
              "token",
              "refresh_token",
              "accessToken",
              "X-Auth-Token",
              "X-Amz-Security-Token",
              "api_key",
              "apikey",
              "apiKey",
              "APIKey",
              "X-Api-Key",
              "x-goog-api-key",
              "Ocp-Apim-Subscription-Key",
              "X-Functions-Key",
              "private_key",
              "privateKey",
              "secret-key",
              "assertion",
              "client_assertion",
              "Authorization",
              "Proxy-Authorization",
              "credential",
              "credentials",
              "Cookie",
              "otp",
              "jwt",
              "password value"});
}

void TestSecretName::secret()
{
    QFETCH(QString, name);
    QVERIFY(saysSecret(name));
}

void TestSecretName::harmless_data()
{
    addNames({"token_type",
              "tokenType",
              "requested_token_type",
              "grant_type",
              "tokenization",
              "client_assertion_type",
              "subject_token_type",
              "api_key_id",
              "key_id",
              "key",
              "public_key",
              "compass",
              "opinion",
              "username",
              "client_id",
              "audience",
              "resource",
              "scope",
              "account_id",
              "authorization_details",
              "token_endpoint",
              "max_tokens",
              "secretary",
              "passenger",
              "X-Request-Id",
              "Accept",
              "Content-Type",
              "value",
              ""});
}

void TestSecretName::harmless()
{
    QFETCH(QString, name);
    QVERIFY(!saysSecret(name));
}

TEST_IN_PROGRAM(TestSecretName)

#include "tst_secretname.moc"
