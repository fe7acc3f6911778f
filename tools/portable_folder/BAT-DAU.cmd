@echo off
rem To be double-clicked: opens a window in which ct58 can be typed, in the office's own folder once there is one.
rem Nothing is installed, and no setting of the computer is changed. ASCII only: it is read before chcp.
if not exist "%~dp0python\python.exe" goto packed
title ct58
chcp 65001 >nul
set "PATH=%~dp0;%PATH%"
pushd "%~dp0"
if exist van-phong\data cd van-phong
"%~dp0python\python.exe" "%~dp0python\window.py"
cmd /k
exit /b

:packed
echo BAT-DAU.cmd con nam trong tep nen: hay giai nen ca thu muc, roi bam dup BAT-DAU.cmd trong thu muc do.
pause
