// SPDX-License-Identifier: MIT
#include "Announcer.h"

#include <QWidget>

namespace Tokenwright {

Announcer::Announcer(QWidget &voice)
    : m_voice(voice)
{
    prepareVoice(voice);
}

void Announcer::announce(const QString &sentence, Urgency urgency) const
{
    m_voice.setAccessibleName(sentence);
    sendAnnouncement(m_voice, sentence, urgency);
}

} // namespace Tokenwright
