<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Tokenwright</name>
    <message numerus="yes">
        <source>Import %n credential set(s)?</source>
        <translation>
            <numerusform>Import %n credential set?</numerusform>
            <numerusform>Import %n credential sets?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Used by %n credential set(s).</source>
        <translation>
            <numerusform>Used by %n credential set.</numerusform>
            <numerusform>Used by %n credential sets.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>used by %n set(s)</source>
        <translation>
            <numerusform>used by %n set</numerusform>
            <numerusform>used by %n sets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The token lives %n second(s) in all, less than --min-ttl asks for.</source>
        <translation>
            <numerusform>The token lives %n second in all, less than --min-ttl asks for.</numerusform>
            <numerusform>The token lives %n seconds in all, less than --min-ttl asks for.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The token for “%1” lives %n second(s) in all, less than --min-ttl asks for.</source>
        <translation>
            <numerusform>The token for “%1” lives %n second in all, less than --min-ttl asks for.</numerusform>
            <numerusform>The token for “%1” lives %n seconds in all, less than --min-ttl asks for.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is %n byte(s) of %1, neither JSON nor XML.</source>
        <translation>
            <numerusform>It is %n byte of %1, neither JSON nor XML.</numerusform>
            <numerusform>It is %n bytes of %1, neither JSON nor XML.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n scopes that it names are asked for; take out what the client was not granted.</source>
        <translation>
            <numerusform>The scope that it names is asked for; take it out if the client was not granted it.</numerusform>
            <numerusform>All %n scopes that it names are asked for; take out what the client was not granted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Mint %n token(s)</source>
        <translation>
            <numerusform>&amp;Mint %n token</numerusform>
            <numerusform>&amp;Mint %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For&amp;get %n token(s)</source>
        <translation>
            <numerusform>For&amp;get %n token</numerusform>
            <numerusform>For&amp;get %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n credential set(s)</source>
        <translation>
            <numerusform>&amp;Remove %n credential set</numerusform>
            <numerusform>&amp;Remove %n credential sets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::ClaimsPage</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::CopyController</name>
    <message numerus="yes">
        <source>Minted %n token(s).</source>
        <translation>
            <numerusform>Minted %n token.</numerusform>
            <numerusform>Minted %n tokens.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::DetailsHeader</name>
    <message numerus="yes">
        <source>%n credential set(s) selected</source>
        <translation>
            <numerusform>%n credential set selected</numerusform>
            <numerusform>%n credential sets selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::ExpiryNotices</name>
    <message numerus="yes">
        <source>%n token(s) have expired</source>
        <translation>
            <numerusform>%n token has expired</numerusform>
            <numerusform>%n tokens have expired</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) have expired or are about to</source>
        <translation>
            <numerusform>%n token has expired or is about to</numerusform>
            <numerusform>%n tokens have expired or are about to</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) could not be renewed</source>
        <translation>
            <numerusform>%n token could not be renewed</numerusform>
            <numerusform>%n tokens could not be renewed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportDialog</name>
    <message numerus="yes">
        <source>Imported %n credential set(s).</source>
        <translation>
            <numerusform>Imported %n credential set.</numerusform>
            <numerusform>Imported %n credential sets.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %n credential set(s)</source>
        <translation>
            <numerusform>&amp;Import %n credential set</numerusform>
            <numerusform>&amp;Import %n credential sets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::KeychainJobs</name>
    <message numerus="yes">
        <source>No answer within %n second(s).</source>
        <translation>
            <numerusform>No answer within %n second.</numerusform>
            <numerusform>No answer within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::MessageBar</name>
    <message numerus="yes">
        <source>%n more; dismiss one to see the next.</source>
        <translation>
            <numerusform>%n more; dismiss one to see the next.</numerusform>
            <numerusform>%n more; dismiss one to see the next.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::SetActions</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove these %n credential set(s)?</source>
        <translation>
            <numerusform>Remove this credential set?</numerusform>
            <numerusform>Remove these %n credential sets?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removed %n credential set(s).</source>
        <translation>
            <numerusform>Removed %n credential set.</numerusform>
            <numerusform>Removed %n credential sets.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %n credential set(s) without secrets</source>
        <translation>
            <numerusform>Export the credential set without its secret</numerusform>
            <numerusform>Export %n credential sets without their secrets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) are there again.</source>
        <translation>
            <numerusform>%n credential set is there again.</numerusform>
            <numerusform>%n credential sets are there again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) were removed; the keychain holds nothing of them.</source>
        <translation>
            <numerusform>%n credential set was removed; the keychain holds nothing of it.</numerusform>
            <numerusform>%n credential sets were removed; the keychain holds nothing of them.</numerusform>
        </translation>
    </message>
</context>
</TS>
